import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantRelay, protectTenantTable } from '../row-level-security.js';

const FORCED = ['calls', 'call_analyses', 'call_facts', 'call_stats'];

/**
 * What analyses cost stands in the call's row, which an erasure leaves, and in the sums. Calls that nobody came to, whose rows
 * go, leave a line to be counted by.
 */
export class WholeCounts1797600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table calls add column analysis_nanos bigint not null default 0
      constraint calls_analysis_check check (analysis_nanos >= 0)`);
    for (const table of ['call_facts', 'call_stats'])
      await runner.query(`alter table ${table} add column analysis_nanos bigint not null default 0`);
    await runner.query(`create trigger call_analyses_live after insert or update on call_analyses for each row
      execute function announce_live('call.changed', 'call_id', 'tenant_id')`);
    await runner.query(`
      create table calls_unclaimed (
        tenant_id uuid not null constraint calls_unclaimed_tenant_fkey references tenants (id) on delete cascade,
        call_id uuid not null,
        agent_id uuid not null,
        asked_at timestamptz not null,
        constraint calls_unclaimed_pkey primary key (tenant_id, call_id)
      )`);
    await protectTenantTable(runner, 'calls_unclaimed', 'SELECT, INSERT');
    await grantRelay(runner, 'calls_unclaimed', ['tenant_id']);

    // Row-level security is forced on whoever owns the table too, unless told otherwise for a moment.
    for (const table of [...FORCED, 'calls_unclaimed'])
      await runner.query(`alter table ${table} no force row level security`);
    await runner.query(`
      update calls c set analysis_nanos = a.cost_nanos from call_analyses a
      where a.tenant_id = c.tenant_id and a.call_id = c.id and a.cost_nanos > 0`);
    await runner.query(`
      update call_facts f set analysis_nanos = c.analysis_nanos from calls c
      where c.tenant_id = f.tenant_id and c.id = f.call_id and c.analysis_nanos > 0`);
    await runner.query(`
      update call_stats s set analysis_nanos = sums.nanos from (
        select tenant_id, agent, minutes, date_bin(width, quarter, timestamptz '2000-01-01 00:00:00+00') as starts,
          sum(analysis_nanos) as nanos
        from call_facts
        cross join lateral (values (agent_id), ('00000000-0000-0000-0000-000000000000'::uuid)) as agents (agent)
        cross join (values (15, interval '15 min'), (60, interval '1 hour'), (1440, interval '1 day')) as grains (minutes, width)
        where analysis_nanos > 0 group by tenant_id, agent, minutes, starts
      ) sums
      where s.tenant_id = sums.tenant_id and s.agent_id = agent and s.grain = minutes and s.bucket = starts`);
    // The quarter of an hour is all that was kept of the moment, and all that is counted by.
    await runner.query(`
      insert into calls_unclaimed (tenant_id, call_id, agent_id, asked_at)
      select tenant_id, call_id, agent_id, quarter from call_facts where started = 0`);
    for (const table of [...FORCED, 'calls_unclaimed'])
      await runner.query(`alter table ${table} force row level security`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table calls_unclaimed');
    await runner.query('drop trigger call_analyses_live on call_analyses');
    for (const table of ['call_stats', 'call_facts', 'calls'])
      await runner.query(`alter table ${table} drop column analysis_nanos`);
  }
}
