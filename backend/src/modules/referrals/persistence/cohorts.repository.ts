import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface CohortRow {
  week: string;
  signups: number;
  activated7: number;
  activated14: number;
  activated30: number;
  paid30: number;
  paid60: number;
  paid90: number;
}

export interface CohortMonthRow {
  week: string;
  month: number;
  currency: string;
  revenueMinor: number;
  returnedMinor: number;
  commissionMinor: number;
}

const WEEK = `to_char(date_trunc('week', a.signed_up_at at time zone 'UTC'), 'YYYY-MM-DD')`;
const activatedWithin = (days: number) =>
  `(count(*) filter (where a.activated_at <= a.signed_up_at + interval '${days} days'))::integer as activated${days}`;
const paidWithin = (days: number) =>
  `(count(*) filter (where f.first <= a.signed_up_at + interval '${days} days'))::integer as paid${days}`;

/** Referred teams by the week in which they signed up. */
@Injectable()
export class CohortsRepository {
  async weeks(tx: EntityManager): Promise<CohortRow[]> {
    return tx.query(
      `select ${WEEK} as week, count(*)::integer as signups,
         ${[7, 14, 30].map(activatedWithin).join(', ')}, ${[30, 60, 90].map(paidWithin).join(', ')}
       from referral_attributions a
       left join lateral (select min(c.occurred_at) as first from referral_commissions c
         where c.referred_tenant_id = a.referred_tenant_id and c.partner_id = a.partner_id
           and c.kind = 'sale' and c.base_minor + c.returned_minor > 0) f on true
       where a.partner_id is not null group by 1 order by 1`,
    );
  }

  async months(tx: EntityManager): Promise<CohortMonthRow[]> {
    return tx.query(
      `select ${WEEK} as week, c.currency,
         greatest(0, (extract(year from age(c.occurred_at at time zone 'UTC', a.signed_up_at at time zone 'UTC')) * 12
           + extract(month from age(c.occurred_at at time zone 'UTC', a.signed_up_at at time zone 'UTC')))::integer) as month,
         sum(case when c.kind = 'sale' then c.base_minor else 0 end)::bigint as "revenueMinor",
         sum(case when c.kind = 'sale' then c.returned_minor else 0 end)::bigint as "returnedMinor",
         sum(c.target_minor)::bigint as "commissionMinor"
       from referral_attributions a
       join referral_commissions c on c.referred_tenant_id = a.referred_tenant_id and c.partner_id = a.partner_id
       where c.target_minor > 0 or (c.kind = 'sale' and c.base_minor + c.returned_minor > 0)
       group by 1, 2, 3 order by 1, 3, 2`,
    );
  }
}
