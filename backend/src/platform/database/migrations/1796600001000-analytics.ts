import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../row-level-security.js';

const MEASURES = [
  'asked',
  'started',
  'spoke',
  'completed',
  'rated',
  'rating_sum',
  'errors',
  'silent_failures',
  'duration_ms',
  'unpriced',
  'input_text_nanos',
  'input_audio_nanos',
  'output_text_nanos',
  'output_audio_nanos',
  'untold_nanos',
];
const COLUMNS = `${MEASURES.map((name) => `${name} bigint not null`).join(', ')},
        answers jsonb not null,
        ears jsonb not null`;

/**
 * What analytics counts. `call_facts` says what each call was counted as, so an event that comes again, or late, or
 * after the call changed, moves the sums by the difference and by nothing else. `call_stats` holds the sums, by quarter
 * hours, hours and days of UTC, for each agent and (under the zero id) for all of them: whatever a time zone calls a
 * day is made of those. Histograms are objects of class to count.
 */
export class Analytics1796600001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table call_facts (
        tenant_id uuid not null constraint call_facts_tenant_fkey references tenants (id) on delete cascade,
        call_id uuid not null,
        agent_id uuid not null,
        quarter timestamptz not null,
        ${COLUMNS},
        constraint call_facts_pkey primary key (tenant_id, call_id)
      )`);
    await runner.query(`create index call_facts_quarter_idx on call_facts (tenant_id, quarter)`);
    await runner.query(`
      create table call_stats (
        tenant_id uuid not null constraint call_stats_tenant_fkey references tenants (id) on delete cascade,
        agent_id uuid not null,
        grain smallint not null constraint call_stats_grain_check check (grain in (15, 60, 1440)),
        bucket timestamptz not null,
        ${COLUMNS},
        constraint call_stats_pkey primary key (tenant_id, agent_id, grain, bucket)
      )`);
    await runner.query(`create index call_stats_bucket_idx on call_stats (tenant_id, grain, bucket)`);
    await runner.query(`
      create function add_counts(one jsonb, other jsonb) returns jsonb
      language sql immutable parallel safe set search_path = pg_catalog
      as $$
        select case when other = '{}' then one when one = '{}' then other else (
          select coalesce(jsonb_object_agg(class, n), '{}') from (
            select class, sum(n::bigint) as n
            from (select * from jsonb_each_text(one) union all select * from jsonb_each_text(other)) as both_of (class, n)
            group by class having sum(n::bigint) <> 0) summed) end
      $$`);
    for (const table of ['call_facts', 'call_stats']) await protectTenantTable(runner, table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table call_stats');
    await runner.query('drop table call_facts');
    await runner.query('drop function add_counts(jsonb, jsonb)');
  }
}
