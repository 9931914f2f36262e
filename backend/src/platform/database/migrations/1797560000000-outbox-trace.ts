import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which trace a fact belongs to, so that the jobs which follow from it are found beside the request that stated it. */
export class OutboxTrace1797560000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox ADD COLUMN traceparent text');
    await runner.query('GRANT SELECT (traceparent) ON outbox TO orbis_relay');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox DROP COLUMN traceparent');
  }
}
