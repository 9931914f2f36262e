// @ts-check
import { createHash } from 'node:crypto';

/** Entries of the largest partner; the others share the rest evenly. */
const LARGEST = 20_000;
const ENTRIES_PER_COMMISSION = 2;

/**
 * Fills the programme with partners and so many ledger entries: each commission was accrued, and every second entry took
 * a part back; the facts behind them are there as well. Seals are made up, so `referrals:verify` is not for these books.
 * @param {import('pg').Client} database  as the owner of the tables
 * @param {{ entries: number, partners: number }} size
 * @returns {Promise<{ id: string, session: string, entries: number }[]>} the largest partner first
 */
export async function fillLedger(database, { entries, partners }) {
  const largest = Math.min(LARGEST, Math.floor(entries / 2));
  const each = Math.floor((entries - largest) / (partners - 1));
  const filled = [];
  await database.query(`
    alter table referral_ledger disable trigger all;
    insert into referral_partners (id, kind, created_at)
      select gen_random_uuid(), 'affiliate', now() - interval '400 days' from generate_series(1, ${partners});
    insert into referral_partner_statuses (partner_id, position, status, at, reason)
      select id, 1, 'active', now() - interval '400 days', 'bench' from referral_partners;
    insert into referral_links (id, partner_id, code, destination, created_at)
      select gen_random_uuid(), id, 'bench-' || row_number() over (order by id), 'home', now() - interval '400 days'
      from referral_partners;
    insert into referral_accounts (partner_id, currency, head_hash)
      select id, currency, '' from referral_partners, unnest(array['EUR', 'USD', 'JPY']) currency;`);
  const { rows } = await database.query('select id from referral_partners order by id');
  for (const [index, { id }] of rows.entries()) {
    const count = index === 0 ? largest : each;
    const session = `bench-session-${index}`;
    await fillPartner(database, id, Math.ceil(count / ENTRIES_PER_COMMISSION));
    await database.query(
      `insert into referral_partner_sessions (token_hash, partner_id, created_at, expires_at)
       values ($1, $2, now(), now() + interval '1 day')`,
      [createHash('sha256').update(session).digest(), id],
    );
    filled.push({ id, session, entries: count });
  }
  await database.query(`
    insert into referral_facts (natural_key, digest, type, at, subjects, body, source, received_at)
      select natural_key, repeat('0', 64), 'invoice.paid', occurred_at,
        array['tenant:' || referred_tenant_id, 'invoice:' || id], jsonb_build_object('type', 'invoice.paid'), 'bench', occurred_at
      from referral_commissions;
    insert into referral_facts (natural_key, digest, type, at, subjects, body, source, received_at)
      select 'adjust:' || operation, repeat('0', 64), 'commission.adjusted', now(), array['partner:' || id],
        jsonb_build_object('type', 'commission.adjusted', 'at', 1700000000000, 'operationId', operation, 'actorId', id,
          'reason', 'bench', 'partnerId', id, 'currency', 'EUR', 'amountMinor', 100), 'bench', now()
      from (select id, gen_random_uuid() as operation from referral_partners, generate_series(1, 20)) made`);
  await database.query('alter table referral_ledger enable trigger all');
  return filled;
}

/**
 * @param {import('pg').Client} database
 * @param {string} partnerId
 * @param {number} commissions
 */
async function fillPartner(database, partnerId, commissions) {
  const teams = Math.ceil(commissions / 12);
  await database.query(
    `insert into referral_attributions (referred_tenant_id, referred_user_id, partner_id, link_id, channel, touched_at,
       signed_up_at, bound_at, terms_version, candidates, activated_at)
     select gen_random_uuid(), gen_random_uuid(), $1, (select id from referral_links where partner_id = $1), 'code', at, at,
       at, 1, '[]', at from (select now() - n * interval '360 days' / $2 as at from generate_series(1, $2::integer) n) t`,
    [partnerId, teams],
  );
  await database.query(
    `with teams as (select array_agg(referred_tenant_id) as ids from referral_attributions where partner_id = $1),
     made as (
       insert into referral_commissions (id, natural_key, partner_id, referred_tenant_id, kind, currency, base_minor,
         returned_minor, rate_bps, target_minor, pending_minor, occurred_at, available_at, terms_version, holds)
       select gen_random_uuid(), 'invoice.paid:bench:' || gen_random_uuid(), $1, ids[1 + n % array_length(ids, 1)], 'sale',
         (array['EUR', 'USD', 'JPY'])[1 + n % 3], 9000, 1000, 2000, 1800, 0, at, at + interval '30 days', 1,
         case when n % 50 = 0 then '[{"reason": "dispute", "until": null}]' else '[]' end::jsonb
       from teams, (select n, now() - n * interval '360 days' / $2 as at from generate_series(1, $2::integer) n) t
       returning id, currency, occurred_at)
     insert into referral_ledger (partner_id, currency, position, source, kind, amount_minor, idempotency_key, occurred_at,
       posted_at, accounting_date, actor, reason, prev_hash, hash)
     select $1, currency, row_number() over (partition by currency order by occurred_at, v), 'commission:' || id,
       case v when 1 then 'accrual' else 'reversal' end, case v when 1 then 2000 else -200 end,
       'commission:' || id || ':v' || v, occurred_at, occurred_at, occurred_at::date, 'bench', 'bench', '', ''
     from made, generate_series(1, 2) v`,
    [partnerId, commissions],
  );
}
