import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DatasetName, ExportRow } from '../domain/export-dataset.js';

/** Days, both included; null is open. */
export interface ExportSpan {
  readonly from: string | null;
  readonly to: string | null;
}

const CHUNK = 1_000;
/** Null bounds let everything pass. Dates are days of UTC. */
const within = (instant: string) => `
  ($1::date is null or ${instant} >= $1::date::timestamp at time zone 'UTC')
  and ($2::date is null or ${instant} < ($2::date + 1)::timestamp at time zone 'UTC')`;
const LIVE_PAYOUT = `
  left join lateral (select y.id, y.state, y.paid_at from referral_ledger e
    join referral_payout_items i on i.ledger_seq = e.seq and i.live join referral_payouts y on y.id = i.payout_id
    where e.source = 'commission:' || c.id order by e.seq desc limit 1) y on true`;

/** The one order of each file, and its rows as of the transaction's snapshot. `$3` is now, `$4` partners on hold. */
const QUERIES: Readonly<Record<DatasetName, string>> = {
  commissions: `
    select c.id, c.natural_key as "naturalKey", c.partner_id as "partnerId", p.country, c.kind,
      c.referred_tenant_id as "tenantId", c.occurred_at as "occurredAt", c.available_at as "availableAt", c.currency,
      case when c.natural_key like 'invoice.paid:%' then split_part(c.natural_key, ':', 3) end as "invoiceId",
      (select min(e.accounting_date) from referral_ledger e where e.source = 'commission:' || c.id)::timestamp
        at time zone 'UTC' as "accountingDate",
      c.base_minor as "baseMinor", c.returned_minor as "returnedMinor", c.rate_bps as "rateBps",
      c.target_minor as "amountMinor", c.terms_version as "termsVersion", y.id as "payoutId", y.paid_at as "paidAt",
      case when y.state = 'paid' then 'paid' when y.id is not null then 'in_payout'
        when c.target_minor = 0 and c.pending_minor > 0 then 'pending' when c.target_minor = 0 then 'reversed'
        when h.reasons is not null then 'held' when c.available_at > $3::timestamptz then 'pending'
        else 'available' end as state, h.reasons as "holdReason"
    from referral_commissions c join referral_partners p on p.id = c.partner_id ${LIVE_PAYOUT}
    left join lateral (select string_agg(distinct reason, ' ' order by reason) as reasons from (
      select hold ->> 'reason' as reason from jsonb_array_elements(c.holds) hold
      where hold ->> 'until' is null or to_timestamp((hold ->> 'until')::bigint / 1000.0) > $3::timestamptz
      union all select 'flag' where c.partner_id = any($4::uuid[])) reasons) h on true
    where ${within('c.occurred_at')} order by c.occurred_at, c.id`,
  ledger: `
    select e.seq, e.posted_at as "postedAt", e.accounting_date::timestamp at time zone 'UTC' as "accountingDate",
      e.occurred_at as "occurredAt", e.partner_id as "partnerId", e.kind, e.source, e.currency,
      e.amount_minor as "amountMinor", e.reason, e.actor, e.hash
    from referral_ledger e
    where ($1::date is null or e.accounting_date >= $1) and ($2::date is null or e.accounting_date <= $2)
      and $3::timestamptz is not null and $4::uuid[] is not null order by e.seq`,
  payouts: `
    select y.id, y.partner_id as "partnerId", p.country, y.currency, y.amount_minor as "amountMinor", y.state, y.reference,
      y.reserved_at as "requestedAt", y.approved_by as "approvedBy", y.sent_at as "sentAt", y.paid_at as "paidAt",
      m.kind as method, case when y.state in ('failed', 'returned') then y.state end as "failureCode",
      s.first as "periodStart", s.last as "periodEnd", s.gross as "grossMinor", s.reversals as "reversalsMinor",
      s.adjustments as "adjustmentsMinor", s.count as "entryCount"
    from referral_payouts y join referral_partners p on p.id = y.partner_id
    left join referral_payout_methods m on m.id = y.method_id
    cross join lateral (select min(e.occurred_at) as first, max(e.occurred_at) as last, count(*)::integer as count,
        coalesce(sum(e.amount_minor) filter (where e.kind = 'accrual'), 0)::bigint as gross,
        coalesce(sum(e.amount_minor) filter (where e.kind = 'reversal'), 0)::bigint as reversals,
        coalesce(sum(e.amount_minor) filter (where e.kind = 'adjustment'), 0)::bigint as adjustments
      from referral_payout_items i join referral_ledger e on e.seq = i.ledger_seq where i.payout_id = y.id) s
    where ${within('y.reserved_at')} and $3::timestamptz is not null and $4::uuid[] is not null
    order by y.reserved_at, y.id`,
  partner_year: `
    select t.year, t.partner_id as "partnerId", p.country, t.currency, sum(t.paid)::bigint as "paidMinor",
      sum(t.returned)::bigint as "returnedMinor", (sum(t.paid) - sum(t.returned))::bigint as "amountMinor",
      sum(t.payouts)::integer as "payoutCount"
    from (select extract(year from paid_at at time zone 'UTC')::integer as year, partner_id, currency,
        amount_minor as paid, 0 as returned, 1 as payouts from referral_payouts y
        where paid_at is not null and ${within('paid_at')}
      union all select extract(year from closed_at at time zone 'UTC')::integer, partner_id, currency, 0, amount_minor, 0
        from referral_payouts where state = 'returned' and paid_at is not null and ${within('closed_at')}) t
    join referral_partners p on p.id = t.partner_id
    where $3::timestamptz is not null and $4::uuid[] is not null
    group by t.year, t.partner_id, p.country, t.currency order by t.year, t.partner_id, t.currency`,
  ap_bills: `
    select y.id, y.partner_id as "partnerId", y.currency, y.amount_minor as "amountMinor", y.reference,
      y.reserved_at as "requestedAt", coalesce(y.paid_at, y.reserved_at + interval '14 days') as "dueAt"
    from referral_payouts y where y.state in ('approved', 'sent', 'paid') and ${within('y.reserved_at')}
      and $3::timestamptz is not null and $4::uuid[] is not null order by y.reserved_at, y.id`,
};

/** Rows for accountants, a chunk at a time from a cursor, so that a file may be larger than memory. */
@Injectable()
export class ExportsRepository {
  /** Inside a snapshot, where the same call gives the same rows again. */
  async *rows(
    tx: EntityManager,
    dataset: DatasetName,
    { from, to }: ExportSpan,
    asOf: Date,
    heldPartners: readonly string[],
  ): AsyncGenerator<ExportRow> {
    await tx.query(`declare referral_export no scroll cursor for ${QUERIES[dataset]}`, [
      from,
      to,
      asOf,
      heldPartners,
    ]);
    for (;;) {
      const rows = await tx.query<ExportRow[]>(`fetch ${CHUNK} from referral_export`);
      yield* rows;
      if (rows.length < CHUNK) break;
    }
    await tx.query('close referral_export');
  }
}
