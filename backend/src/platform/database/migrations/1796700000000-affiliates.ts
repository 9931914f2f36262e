import type { MigrationInterface, QueryRunner } from 'typeorm';

const IN_OFFICE = `current_setting('app.referral_office', true) = 'on'`;
const OWN_PARTNER = `NULLIF(current_setting('app.partner_id', true), '')::uuid`;

/**
 * Partners without an account of a team: how to reach them, the links that were mailed to them, their sessions. What
 * tells who somebody is stands apart from money, so that it can be forgotten while the books stay.
 */
export class Affiliates1796700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table referral_contacts (
        partner_id uuid constraint referral_contacts_pkey primary key references referral_partners (id),
        sealed bytea not null
      );
      create table referral_partner_tokens (
        token_hash bytea constraint referral_partner_tokens_pkey primary key check (length(token_hash) = 32),
        partner_id uuid not null references referral_partners (id),
        purpose text not null check (purpose in ('enter', 'confirm_method')),
        method_id uuid references referral_payout_methods (id),
        created_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz,
        check ((purpose = 'confirm_method') = (method_id is not null))
      );
      create index referral_partner_tokens_partner_idx on referral_partner_tokens (partner_id, created_at);
      create table referral_partner_sessions (
        token_hash bytea constraint referral_partner_sessions_pkey primary key check (length(token_hash) = 32),
        partner_id uuid not null references referral_partners (id),
        created_at timestamptz not null,
        expires_at timestamptz not null
      );
      create index referral_partner_sessions_partner_idx on referral_partner_sessions (partner_id);
      create table referral_referred_people (
        referred_tenant_id uuid constraint referral_referred_people_pkey primary key,
        masked text not null
      );
      alter table referral_partners add column country text;
      alter table referral_payout_methods alter column sealed_details drop not null, add column hint text;
      alter table referral_payouts add column method_id uuid references referral_payout_methods (id);`);
    for (const table of [
      'referral_contacts',
      'referral_partner_tokens',
      'referral_partner_sessions',
      'referral_referred_people',
    ])
      await runner.query(`
        alter table ${table} enable row level security, force row level security;
        create policy office on ${table} to orbis_app using (${IN_OFFICE}) with check (${IN_OFFICE});
        grant select, insert, update, delete on ${table} to orbis_app;`);
    await runner.query(`
      create policy own_partner on referral_referred_people for select to orbis_app using (exists (
        select from referral_attributions a
        where a.referred_tenant_id = referral_referred_people.referred_tenant_id and a.partner_id = ${OWN_PARTNER}));`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table referral_payouts drop column method_id;
      drop table referral_referred_people, referral_partner_sessions, referral_partner_tokens, referral_contacts;
      alter table referral_payout_methods drop column hint;
      alter table referral_partners drop column country;`);
  }
}
