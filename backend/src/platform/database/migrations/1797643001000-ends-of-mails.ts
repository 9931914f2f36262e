import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A mail may be refused for good, and none is kept for ever. */
export class EndsOfMails1797643001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table mails drop constraint mails_state_check,
        add constraint mails_state_check check (state in ('queued', 'sent', 'refused'))`);
    await runner.query('create index mails_age_idx on mails (created_at)');
    await runner.query('grant delete on mails to orbis_relay');
    await runner.query('create policy relay_delete on mails for delete to orbis_relay using (true)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop policy relay_delete on mails');
    await runner.query('revoke delete on mails from orbis_relay');
    await runner.query('drop index mails_age_idx');
    await runner.query(`delete from mails where state = 'refused'`);
    await runner.query(`
      alter table mails drop constraint mails_state_check,
        add constraint mails_state_check check (state in ('queued', 'sent'))`);
  }
}
