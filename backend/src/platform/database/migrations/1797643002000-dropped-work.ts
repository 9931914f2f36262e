import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was given up and nobody needs any more can be let go of: it is on record as done, so that nothing hands it out again. */
export class DroppedWork1797643002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('grant insert (tenant_id, outbox_id, consumer) on processed to orbis_relay');
    await runner.query('create policy relay_drop on processed for insert to orbis_relay with check (true)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop policy relay_drop on processed');
    await runner.query('revoke insert (tenant_id, outbox_id, consumer) on processed from orbis_relay');
  }
}
