import type { MigrationInterface, QueryRunner } from 'typeorm';

const IN_OFFICE = `current_setting('app.referral_office', true) = 'on'`;

/** What became of each fact that is copied to another referral system. Nothing of it ever reads back into money. */
export class ReferralMirror1796700002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table referral_mirror_deliveries (
        natural_key text not null,
        mirror text not null,
        subject text not null,
        state text not null check (state in ('pending', 'sending', 'acked', 'unsupported', 'rejected', 'ambiguous')),
        attempts integer not null default 0,
        last_status text,
        updated_at timestamptz not null,
        constraint referral_mirror_deliveries_pkey primary key (natural_key, mirror)
      );
      create unique index referral_mirror_one_at_a_time on referral_mirror_deliveries (mirror, subject)
        where state = 'sending';
      create index referral_mirror_parked_idx on referral_mirror_deliveries (state, updated_at)
        where state in ('ambiguous', 'rejected');
      alter table referral_mirror_deliveries enable row level security, force row level security;
      create policy office on referral_mirror_deliveries to orbis_app using (${IN_OFFICE}) with check (${IN_OFFICE});
      grant select, insert, update on referral_mirror_deliveries to orbis_app;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table referral_mirror_deliveries');
  }
}
