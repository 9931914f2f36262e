import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTenantTable } from '../row-level-security.js';

/** How a call that is on may be taken up again by its visitor; a row goes when its call ends. */
export class CallResumptions1795600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table call_resumptions (
        tenant_id uuid not null,
        call_id uuid not null,
        current_hash bytea not null,
        previous_hash bytea,
        sealed bytea not null,
        constraint call_resumptions_pkey primary key (tenant_id, call_id),
        constraint call_resumptions_call_fkey foreign key (tenant_id, call_id)
          references calls (tenant_id, id) on delete cascade
      )`);
    await protectTenantTable(runner, 'call_resumptions');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table call_resumptions');
  }
}
