import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How well a call went, from 100 down; null for calls that are on, and for those from before it was measured. */
export class CallHealth1795500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table calls
        add column health_score integer
          constraint calls_health_score_check check (health_score between 0 and 100)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table calls drop column health_score');
  }
}
