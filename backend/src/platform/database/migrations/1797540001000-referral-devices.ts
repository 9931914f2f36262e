import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keyed digests of the browser behind a click and behind a partner's own visit, where the terms ask for comparing them. */
export class ReferralDevices1797540001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table referral_signs drop constraint referral_signs_kind_check,
        add constraint referral_signs_kind_check check (kind in ('company', 'disposable', 'network', 'device'));
      alter table referral_clicks add column device bytea check (length(device) = 32);
      create index referral_clicks_device_idx on referral_clicks (occurred_at) where device is not null;
      grant update (device) on referral_clicks to orbis_app;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke update (device) on referral_clicks from orbis_app;
      alter table referral_clicks drop column device;
      delete from referral_signs where kind = 'device';
      alter table referral_signs drop constraint referral_signs_kind_check,
        add constraint referral_signs_kind_check check (kind in ('company', 'disposable', 'network'));`);
  }
}
