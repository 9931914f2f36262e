import type { MigrationInterface, QueryRunner } from 'typeorm';

const IN_OFFICE = `current_setting('app.referral_office', true) = 'on'`;

/**
 * What looks wrong, what was mailed, and how people are forgotten while the books stay. Signs are keyed digests for
 * comparing; they age, and nothing is ever computed from them but suspicions.
 */
export class ReferralCare1796900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table referral_signs (
        subject uuid not null,
        kind text not null check (kind in ('company', 'disposable', 'network')),
        value bytea not null check (length(value) = 32),
        day date not null,
        constraint referral_signs_pkey primary key (subject, kind, value, day)
      );
      create index referral_signs_age_idx on referral_signs (kind, day);
      create table referral_mailings (
        partner_id uuid not null references referral_partners (id),
        topic text not null check (topic in ('terms', 'available')),
        terms_version integer,
        mailed_at timestamptz not null,
        constraint referral_mailings_pkey primary key (partner_id, topic)
      );
      alter table referral_clicks add column paid_ad text;
      alter table referral_partners add column erased_at timestamptz, add column erased_for text,
        add column former_email_key text;
      alter table referral_referred_people alter column masked drop not null, add column erased_for text;
      grant update (referrer_host) on referral_clicks to orbis_app;
      create index referral_commissions_available_idx on referral_commissions (available_at) where target_minor > 0;
      grant update (network) on referral_terms_acceptances to orbis_app;
      create function keep_referral_acceptance() returns trigger language plpgsql as $$
        begin
          if tg_op = 'UPDATE' and new.network is null
            and (new.partner_id, new.terms_version, new.document_sha256, new.accepted_at)
              is not distinct from (old.partner_id, old.terms_version, old.document_sha256, old.accepted_at) then
            return new;
          end if;
          raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
        end
      $$;
      drop trigger referral_terms_acceptances_keep_rows on referral_terms_acceptances;
      create trigger referral_terms_acceptances_keep_rows before update or delete on referral_terms_acceptances
        for each row execute function keep_referral_acceptance();`);
    for (const table of ['referral_signs', 'referral_mailings'])
      await runner.query(`
        alter table ${table} enable row level security, force row level security;
        create policy office on ${table} to orbis_app using (${IN_OFFICE}) with check (${IN_OFFICE});
        grant select, insert, update, delete on ${table} to orbis_app;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger referral_terms_acceptances_keep_rows on referral_terms_acceptances;
      create trigger referral_terms_acceptances_keep_rows before update or delete on referral_terms_acceptances
        for each row execute function refuse_referral_change();
      drop function keep_referral_acceptance;
      revoke update (network) on referral_terms_acceptances from orbis_app;
      drop index referral_commissions_available_idx;
      delete from referral_referred_people where masked is null;
      alter table referral_referred_people alter column masked set not null, drop column erased_for;
      revoke update (referrer_host) on referral_clicks from orbis_app;
      alter table referral_partners drop column former_email_key, drop column erased_for, drop column erased_at;
      alter table referral_clicks drop column paid_ad;
      drop table referral_mailings, referral_signs;`);
  }
}
