import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../row-level-security.js';

/** Each team's first real call. One row for each team and for good, so that it is told once, however old it is. */
export class Activations1796100001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table activations (
        tenant_id uuid constraint activations_pkey primary key
          constraint activations_tenant_fkey references tenants (id) on delete cascade,
        call_id uuid not null,
        started_at timestamptz not null,
        constraint activations_tenant_id_call_id_key unique (tenant_id, call_id)
      )`);
    await protectTenantTable(runner, 'activations', 'SELECT, INSERT');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table activations');
  }
}
