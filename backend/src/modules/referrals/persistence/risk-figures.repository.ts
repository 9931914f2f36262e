import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PartnerFigures } from '../domain/risk-rules.js';

/** How a referral came about, as far as the rules about doubts look at it. */
export interface ReferralTrace {
  readonly partnerId: string;
  readonly signedUpAt: Date;
  readonly touchedAt: Date | null;
  readonly remembered: boolean;
  /** Of the click that won, where it is still known. */
  readonly network: string | null;
  readonly paidAd: string | null;
  /** Keyed digest of the browser behind that click, while it is kept. */
  readonly device: Buffer | null;
  readonly sameLinkThisHour: number;
}

/** Figures behind suspicions; inside the office. */
@Injectable()
export class RiskFiguresRepository {
  /** Undefined where nobody referred this team. */
  async trace(tx: EntityManager, tenantId: string): Promise<ReferralTrace | undefined> {
    const [row] = await tx.query<ReferralTrace[]>(
      `select a.partner_id as "partnerId", a.signed_up_at as "signedUpAt", a.touched_at as "touchedAt",
         a.channel = 'cookie' as remembered, c.network, c.paid_ad as "paidAd", c.device,
         (select count(*) from referral_attributions o where o.partner_id = a.partner_id and o.link_id = a.link_id
            and o.signed_up_at <= a.signed_up_at and o.signed_up_at > a.signed_up_at - interval '1 hour')::integer
           as "sameLinkThisHour"
       from referral_attributions a left join referral_clicks c on c.id = a.click_id
       where a.referred_tenant_id = $1 and a.partner_id is not null`,
      [tenantId],
    );
    return row;
  }

  async ofPartner(tx: EntityManager, partnerId: string): Promise<PartnerFigures> {
    const paid = await tx.query<{ grossMinor: number; returnedMinor: number }[]>(
      `select sum(base_minor + returned_minor)::bigint as "grossMinor", sum(returned_minor)::bigint as "returnedMinor"
       from referral_commissions where partner_id = $1 and kind = 'sale' group by currency`,
      [partnerId],
    );
    const [row] = await tx.query<{ customers: number; disputed: number }[]>(
      `select count(distinct referred_tenant_id)::integer as customers,
         (select count(distinct f.body ->> 'invoiceId') from referral_facts f where f.type = 'dispute.opened'
            and f.id in (select s.fact_id from referral_fact_subjects s join referral_commissions c
              on s.subject = replace(c.natural_key, 'invoice.paid:', 'invoice:')
              where c.partner_id = $1 and c.kind = 'sale'))::integer as disputed
       from referral_commissions where partner_id = $1 and kind = 'sale' and base_minor + returned_minor > 0`,
      [partnerId],
    );
    return {
      customers: row?.customers ?? 0,
      disputedInvoices: row?.disputed ?? 0,
      paid: paid.map((one) => ({
        grossMinor: Number(one.grossMinor),
        returnedMinor: Number(one.returnedMinor),
      })),
    };
  }
}
