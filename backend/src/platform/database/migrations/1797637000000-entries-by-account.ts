import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Entries of a source are counted in each account, and so are their keys. A source may stand in two accounts: where one
 * key was reported with two partners or currencies, and a person chose the second of them.
 */
export class EntriesByAccount1797637000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table referral_ledger
        drop constraint referral_ledger_idempotency_key,
        add constraint referral_ledger_idempotency_key unique (partner_id, currency, idempotency_key)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table referral_ledger
        drop constraint referral_ledger_idempotency_key,
        add constraint referral_ledger_idempotency_key unique (idempotency_key)`);
  }
}
