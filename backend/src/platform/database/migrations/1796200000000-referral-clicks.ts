import type { MigrationInterface, QueryRunner } from 'typeorm';

const IN_OFFICE = `current_setting('app.referral_office', true) = 'on'`;

/** What counting clicks needs beyond the clicks: keys that are thrown away, and sums that outlive the rows. */
export class ReferralClicks1796200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create unique index referral_clicks_refused_once
        on referral_clicks (link_id, visitor_hash, bucket_start, reject_reason) where not counted;
      grant update (network) on referral_clicks to orbis_app;

      create table referral_visitor_keys (
        day date constraint referral_visitor_keys_pkey primary key,
        key bytea not null check (length(key) = 32)
      );
      create table referral_click_days (
        link_id uuid not null references referral_links (id),
        day date not null,
        raw integer not null check (raw >= counted),
        counted integer not null check (counted >= 0),
        constraint referral_click_days_pkey primary key (link_id, day)
      );`);
    for (const table of ['referral_visitor_keys', 'referral_click_days'])
      await runner.query(`
        alter table ${table} enable row level security, force row level security;
        create policy office on ${table} to orbis_app using (${IN_OFFICE}) with check (${IN_OFFICE});`);
    await runner.query(`
      grant select, insert, delete on referral_visitor_keys to orbis_app;
      grant select, insert, update on referral_click_days to orbis_app;
      create policy own_partner on referral_click_days for select to orbis_app using (exists (
        select from referral_links l
        where l.id = link_id and l.partner_id = NULLIF(current_setting('app.partner_id', true), '')::uuid));`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table referral_click_days, referral_visitor_keys;
      revoke update (network) on referral_clicks from orbis_app;
      drop index referral_clicks_refused_once;`);
  }
}
