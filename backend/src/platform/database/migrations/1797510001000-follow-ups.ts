import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../row-level-security.js';

/** Calls that somebody should look at: at most one line a call, with a code and no words. */
export class FollowUps1797510001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table follow_ups (
        id uuid constraint follow_ups_pkey primary key,
        tenant_id uuid not null,
        call_id uuid not null,
        agent_id uuid not null,
        reason text not null
          constraint follow_ups_reason_check check (reason in ('failed', 'lost', 'unanswered')),
        opened_at timestamptz not null,
        done_at timestamptz,
        constraint follow_ups_tenant_id_id_key unique (tenant_id, id),
        constraint follow_ups_call_key unique (tenant_id, call_id),
        constraint follow_ups_call_fkey foreign key (tenant_id, call_id)
          references calls (tenant_id, id) on delete cascade
      )`);
    await runner.query(
      'create index follow_ups_open_idx on follow_ups (tenant_id, id) where done_at is null',
    );
    await protectTenantTable(runner, 'follow_ups');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table follow_ups');
  }
}
