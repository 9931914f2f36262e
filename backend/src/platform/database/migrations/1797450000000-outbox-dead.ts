import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Dead facts are counted at every scrape of the metrics, among millions that are done. */
export class OutboxDead1797450000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX outbox_dead ON outbox (id) WHERE state = 'dead'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX outbox_dead');
  }
}
