import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An analysis outlives a later try that ended without a result, and a wish that has ended can be stated again. */
export class AnalysisTries1797635000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table call_analyses
        add column tried_at timestamptz,
        add column tried_reason text constraint call_analyses_tried_reason_check
          check (tried_reason in ('no_key', 'nothing_said', 'refused', 'unreadable', 'unavailable')),
        add constraint call_analyses_tried_check
          check ((tried_at is null) = (tried_reason is null) and (tried_at is null or state = 'done'))`);
    await runner.query('grant update (dedupe_key) on outbox to orbis_app');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('revoke update (dedupe_key) on outbox from orbis_app');
    await runner.query('alter table call_analyses drop column tried_at, drop column tried_reason');
  }
}
