import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../row-level-security.js';

/** Exports of everything that a team has: who asked, and how far the download has come. The files are kept nowhere. */
export class TeamExports1797620000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table team_exports (
        id uuid constraint team_exports_pkey primary key,
        tenant_id uuid not null constraint team_exports_tenant_fkey references tenants (id) on delete cascade,
        asked_by uuid not null,
        asked_at timestamptz not null,
        state text not null
          constraint team_exports_state_check check (state in ('waiting', 'running', 'done', 'broken')),
        started_at timestamptz,
        worked_at timestamptz,
        finished_at timestamptz,
        downloads integer not null default 0,
        expected integer,
        records integer not null default 0,
        bytes bigint not null default 0,
        constraint team_exports_tenant_id_id_key unique (tenant_id, id),
        constraint team_exports_started_check check ((state = 'waiting') = (started_at is null)),
        constraint team_exports_finished_check check ((state = 'done') = (finished_at is not null))
      )`);
    // Two at once would read everything twice, and nobody needs that.
    await runner.query(
      `create unique index team_exports_running_key on team_exports (tenant_id) where state = 'running'`,
    );
    await protectTenantTable(runner, 'team_exports', 'SELECT, INSERT, UPDATE');
    await runner.query(`create trigger team_exports_live after insert or update of state on team_exports
      for each row execute function announce_live('tenant.changed', 'tenant_id', 'tenant_id')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table team_exports');
  }
}
