import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../row-level-security.js';

/** What is made of a call after its end, and by which rules. Off for agents from before it, as for new ones. */
export class CallAnalysis1797510000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table agents
        add column analysis jsonb not null default '{"enabled": false, "criteria": [], "fields": []}'`);
    await runner.query(`
      create table call_analyses (
        tenant_id uuid not null,
        call_id uuid not null,
        state text not null constraint call_analyses_state_check check (state in ('done', 'skipped', 'failed')),
        reason text constraint call_analyses_reason_check
          check (reason in ('no_key', 'nothing_said', 'refused', 'unreadable', 'unavailable')),
        summary text,
        criteria jsonb not null,
        fields jsonb not null,
        model text,
        input_tokens integer,
        output_tokens integer,
        cost_nanos bigint,
        prices_as_of date,
        analysed_at timestamptz not null,
        constraint call_analyses_pkey primary key (tenant_id, call_id),
        constraint call_analyses_call_fkey foreign key (tenant_id, call_id)
          references calls (tenant_id, id) on delete cascade,
        constraint call_analyses_done_check check ((state = 'done') = (reason is null))
      )`);
    await protectTenantTable(runner, 'call_analyses');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table call_analyses');
    await runner.query('alter table agents drop column analysis');
  }
}
