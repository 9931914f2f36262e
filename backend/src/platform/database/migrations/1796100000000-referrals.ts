import type { MigrationInterface, QueryRunner } from 'typeorm';

const IN_OFFICE = `current_setting('app.referral_office', true) = 'on'`;
const OWN_PARTNER = `NULLIF(current_setting('app.partner_id', true), '')::uuid`;
const LOOKUP_USER = `NULLIF(current_setting('app.user_id', true), '')::uuid`;

/** Rows that say which partner they belong to, by this column. */
const OF_PARTNER: Readonly<Record<string, string>> = {
  referral_partners: 'id',
  referral_partner_statuses: 'partner_id',
  referral_links: 'partner_id',
  referral_terms_acceptances: 'partner_id',
  referral_payout_methods: 'partner_id',
  referral_attributions: 'partner_id',
  referral_commissions: 'partner_id',
  referral_accounts: 'partner_id',
  referral_ledger: 'partner_id',
  referral_payouts: 'partner_id',
};
const APPEND_ONLY = [
  'referral_terms',
  'referral_partner_statuses',
  'referral_terms_acceptances',
  'referral_facts',
  'referral_ledger',
] as const;
/** Made anew from facts at any time, so rows may go; all else stays. */
const PROJECTIONS = ['referral_attributions', 'referral_commissions'];

/**
 * The referral programme is the platform's own and no tenant's: partners refer tenants. Its rows are seen by the
 * programme's office (the engine and operators) or by the one partner they belong to.
 */
export class Referrals1796100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.programme(runner);
    await this.facts(runner);
    await this.projections(runner);
    await this.ledger(runner);
    await this.protect(runner);
    await this.keepHistory(runner);
  }

  private async programme(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table referral_terms (
        version integer constraint referral_terms_pkey primary key check (version > 0),
        effective_from timestamptz not null constraint referral_terms_effective_from_key unique,
        settings jsonb not null,
        created_at timestamptz not null,
        created_by uuid,
        reason text not null
      );
      insert into referral_terms (version, effective_from, settings, created_at, reason) values (1, 'epoch', '{
        "model": "last_touch", "windowMs": 5184000000, "holdMs": 2592000000, "currency": "USD",
        "signupRewardMinor": 1000, "signupRewardRequires": "activation", "activationBonusMinor": 0,
        "sale": {"kind": "percent", "rateBps": 2000}, "saleMonths": 12, "saleInvoices": null,
        "capPerReferralMinor": null, "minimumPayout": {"units": 50, "minor": {}}}', now(), 'the first terms');

      create table referral_partners (
        id uuid constraint referral_partners_pkey primary key,
        kind text not null check (kind in ('customer', 'affiliate')),
        user_id uuid constraint referral_partners_user_id_key unique,
        home_tenant_id uuid,
        email_key text constraint referral_partners_email_key_key unique,
        display_name text,
        created_at timestamptz not null,
        check ((kind = 'customer') = (user_id is not null and home_tenant_id is not null))
      );
      create index referral_partners_home_idx on referral_partners (home_tenant_id);

      create table referral_partner_statuses (
        partner_id uuid not null references referral_partners (id),
        position integer not null check (position > 0),
        status text not null check (status in
          ('email_pending', 'review_pending', 'active', 'suspended', 'rejected', 'closed')),
        at timestamptz not null,
        actor_id uuid,
        reason text not null,
        constraint referral_partner_statuses_pkey primary key (partner_id, position)
      );

      create table referral_links (
        id uuid constraint referral_links_pkey primary key,
        partner_id uuid not null references referral_partners (id),
        code text not null constraint referral_links_code_key unique check (code = lower(code)),
        destination text not null,
        created_at timestamptz not null,
        retired_at timestamptz
      );
      create index referral_links_partner_idx on referral_links (partner_id);

      create table referral_clicks (
        id uuid constraint referral_clicks_pkey primary key,
        link_id uuid not null references referral_links (id),
        occurred_at timestamptz not null,
        bucket_start timestamptz not null,
        visitor_hash bytea check (length(visitor_hash) = 16),
        counted boolean not null,
        reject_reason text check (counted = (reject_reason is null)),
        referrer_host text,
        country text,
        device_class text,
        network text
      );
      create unique index referral_clicks_once on referral_clicks (link_id, visitor_hash, bucket_start) where counted;
      create index referral_clicks_age_idx on referral_clicks (occurred_at);

      create table referral_terms_acceptances (
        partner_id uuid not null references referral_partners (id),
        terms_version integer not null references referral_terms (version),
        document_sha256 text not null,
        accepted_at timestamptz not null,
        network text,
        constraint referral_terms_acceptances_pkey primary key (partner_id, terms_version)
      );

      create table referral_payout_methods (
        id uuid constraint referral_payout_methods_pkey primary key,
        partner_id uuid not null references referral_partners (id),
        kind text not null,
        sealed_details bytea not null,
        fingerprint bytea not null,
        created_at timestamptz not null,
        verified_at timestamptz,
        retired_at timestamptz
      );
      create unique index referral_payout_methods_active on referral_payout_methods (partner_id) where retired_at is null;
      create index referral_payout_methods_fingerprint_idx on referral_payout_methods (fingerprint);`);
  }

  /** A natural key may stand here with several contents: that is a conflict, and it is data too. */
  private async facts(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table referral_facts (
        id bigint generated always as identity constraint referral_facts_pkey primary key,
        natural_key text not null,
        digest text not null check (length(digest) = 64),
        type text not null,
        at timestamptz not null,
        subjects text[] not null check (cardinality(subjects) > 0),
        body jsonb not null,
        source text not null,
        received_at timestamptz not null,
        constraint referral_facts_once unique (natural_key, digest)
      );
      create index referral_facts_subjects_idx on referral_facts using gin (subjects) with (fastupdate = off);
      create index referral_facts_type_idx on referral_facts (type, at);`);
  }

  private async projections(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table referral_attributions (
        referred_tenant_id uuid constraint referral_attributions_pkey primary key,
        referred_user_id uuid not null constraint referral_attributions_user_key unique,
        partner_id uuid references referral_partners (id),
        link_id uuid references referral_links (id),
        click_id uuid,
        channel text check (channel in ('code', 'param', 'cookie', 'manual')),
        touched_at timestamptz,
        signed_up_at timestamptz not null,
        bound_at timestamptz not null,
        terms_version integer not null references referral_terms (version),
        operation_id uuid,
        candidates jsonb not null,
        check ((partner_id is null) = (channel is null))
      );
      create index referral_attributions_partner_idx on referral_attributions (partner_id, signed_up_at);

      create table referral_commissions (
        id uuid constraint referral_commissions_pkey primary key,
        natural_key text not null,
        partner_id uuid not null references referral_partners (id),
        referred_tenant_id uuid not null,
        kind text not null check (kind in ('signup', 'activation', 'sale')),
        currency text not null check (currency ~ '^[A-Z]{3}$'),
        base_minor bigint not null check (base_minor >= 0),
        returned_minor bigint not null check (returned_minor >= 0),
        rate_bps integer,
        target_minor bigint not null check (target_minor >= 0),
        pending_minor bigint not null check (pending_minor >= 0),
        occurred_at timestamptz not null,
        available_at timestamptz not null,
        terms_version integer not null references referral_terms (version),
        holds jsonb not null,
        constraint referral_commissions_once unique (natural_key, kind, partner_id)
      );
      create index referral_commissions_partner_idx on referral_commissions (partner_id, currency);
      create index referral_commissions_tenant_idx on referral_commissions (referred_tenant_id);`);
  }

  private async ledger(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table referral_accounts (
        partner_id uuid not null references referral_partners (id),
        currency text not null check (currency ~ '^[A-Z]{3}$'),
        position integer not null default 0,
        head_hash text not null,
        constraint referral_accounts_pkey primary key (partner_id, currency)
      );
      create table referral_ledger (
        seq bigint generated always as identity constraint referral_ledger_pkey primary key,
        partner_id uuid not null,
        currency text not null,
        position integer not null check (position > 0),
        source text not null,
        kind text not null check (kind in ('accrual', 'reversal', 'adjustment', 'payout_reserve', 'payout_release')),
        amount_minor bigint not null check (amount_minor <> 0),
        idempotency_key text not null constraint referral_ledger_idempotency_key unique,
        occurred_at timestamptz not null,
        posted_at timestamptz not null,
        accounting_date date not null,
        actor text not null,
        reason text not null,
        prev_hash text not null,
        hash text not null,
        constraint referral_ledger_position_key unique (partner_id, currency, position),
        constraint referral_ledger_account_fkey foreign key (partner_id, currency)
          references referral_accounts (partner_id, currency)
      );
      create index referral_ledger_source_idx on referral_ledger (source);

      create table referral_payouts (
        id uuid constraint referral_payouts_pkey primary key,
        partner_id uuid not null references referral_partners (id),
        currency text not null,
        amount_minor bigint not null check (amount_minor > 0),
        state text not null check (state in
          ('reserved', 'approved', 'sent', 'paid', 'failed', 'cancelled', 'returned')),
        requested_by uuid not null,
        approved_by uuid,
        reference text,
        reserved_at timestamptz not null,
        approved_at timestamptz,
        sent_at timestamptz,
        paid_at timestamptz,
        closed_at timestamptz
      );
      create unique index referral_payouts_one_open on referral_payouts (partner_id, currency)
        where state in ('reserved', 'approved', 'sent');
      create unique index referral_payouts_reference on referral_payouts (reference) where reference is not null;
      create index referral_payouts_state_idx on referral_payouts (state, reserved_at);

      create table referral_payout_items (
        payout_id uuid not null references referral_payouts (id),
        ledger_seq bigint not null references referral_ledger (seq),
        live boolean not null,
        constraint referral_payout_items_pkey primary key (payout_id, ledger_seq)
      );
      create unique index referral_payout_items_once on referral_payout_items (ledger_seq) where live;`);
  }

  private async protect(runner: QueryRunner): Promise<void> {
    const tables = [
      ...Object.keys(OF_PARTNER),
      'referral_terms',
      'referral_clicks',
      'referral_facts',
      'referral_payout_items',
    ];
    const appendOnly = new Set<string>(APPEND_ONLY);
    for (const table of tables) {
      const grants = appendOnly.has(table)
        ? 'select, insert'
        : PROJECTIONS.includes(table)
          ? 'select, insert, update, delete'
          : 'select, insert, update';
      await runner.query(`
        alter table ${table} enable row level security, force row level security;
        create policy office on ${table} to orbis_app using (${IN_OFFICE}) with check (${IN_OFFICE});
        grant ${grants} on ${table} to orbis_app;`);
      const column = OF_PARTNER[table];
      if (column)
        await runner.query(
          `create policy own_partner on ${table} for select to orbis_app using (${column} = ${OWN_PARTNER})`,
        );
    }
    // Counts fall with age; who may retire a code may not change whose it is or what it says.
    await runner.query(`
      grant delete on referral_clicks to orbis_app;
      revoke update on referral_links, referral_clicks, referral_payout_items from orbis_app;
      grant update (retired_at, destination) on referral_links to orbis_app;
      grant update (live) on referral_payout_items to orbis_app;
      create policy anyone on referral_terms for select to orbis_app using (true);
      create policy of_user on referral_partners for select to orbis_app using (user_id = ${LOOKUP_USER});
      create policy own_partner on referral_clicks for select to orbis_app using (exists (
        select from referral_links l where l.id = link_id and l.partner_id = ${OWN_PARTNER}));
      create policy own_partner on referral_payout_items for select to orbis_app using (exists (
        select from referral_payouts p where p.id = payout_id and p.partner_id = ${OWN_PARTNER}));`);
  }

  /** Missing grants already refuse changes to the application; triggers refuse them to the owner as well. */
  private async keepHistory(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function refuse_referral_change() returns trigger language plpgsql as $$
        begin raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege'; end
      $$;
      create function refuse_terms_of_the_past() returns trigger language plpgsql as $$
        begin
          if new.effective_from < now() then
            raise exception 'terms cannot begin in the past' using errcode = 'check_violation';
          end if;
          return new;
        end
      $$;
      create trigger referral_terms_not_before_now before insert on referral_terms
        for each row execute function refuse_terms_of_the_past();
      create function refuse_code_revival() returns trigger language plpgsql as $$
        begin
          if tg_op = 'DELETE' or new.code <> old.code or new.partner_id <> old.partner_id
            or (old.retired_at is not null and new.retired_at is distinct from old.retired_at) then
            raise exception 'a referral code is never issued again' using errcode = 'insufficient_privilege';
          end if;
          return new;
        end
      $$;
      create trigger referral_links_keep before update or delete on referral_links
        for each row execute function refuse_code_revival();`);
    for (const table of APPEND_ONLY)
      await runner.query(`
        create trigger ${table}_keep_rows before update or delete on ${table}
          for each row execute function refuse_referral_change();
        create trigger ${table}_keep_table before truncate on ${table}
          for each statement execute function refuse_referral_change();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table referral_payout_items, referral_payouts, referral_ledger, referral_accounts, referral_commissions,
        referral_attributions, referral_facts, referral_payout_methods, referral_terms_acceptances, referral_clicks,
        referral_links, referral_partner_statuses, referral_partners, referral_terms;
      drop function refuse_referral_change, refuse_terms_of_the_past, refuse_code_revival;`);
  }
}
