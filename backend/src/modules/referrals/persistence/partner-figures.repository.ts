import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Channel } from '../domain/attribution.js';

export interface PartnerCounts {
  clicks: number;
  signups: number;
  activations: number;
  customers: number;
}

export interface ReferredRow {
  tenantId: string;
  name: string | null;
  channel: Channel;
  signedUpAt: Date;
  activated: boolean;
  paying: boolean;
  earned: { currency: string; amountMinor: number }[];
}

/** What a partner may see of their own referrals; through the partner's own door. */
@Injectable()
export class PartnerFiguresRepository {
  async counts(tx: EntityManager, partnerId: string): Promise<PartnerCounts> {
    const [row] = await tx.query<PartnerCounts[]>(
      `select
         ((select count(*) from referral_clicks c join referral_links l on l.id = c.link_id
           where l.partner_id = $1 and c.counted)
          + (select coalesce(sum(d.counted), 0) from referral_click_days d join referral_links l on l.id = d.link_id
             where l.partner_id = $1))::integer as clicks,
         (select count(*) from referral_attributions where partner_id = $1)::integer as signups,
         (select count(activated_at) from referral_attributions where partner_id = $1)::integer as activations,
         (select count(distinct referred_tenant_id) from referral_commissions
          where partner_id = $1 and kind = 'sale' and base_minor > 0)::integer as customers`,
      [partnerId],
    );
    return row ?? { clicks: 0, signups: 0, activations: 0, customers: 0 };
  }

  /** Newest first, from behind the team `before`. */
  async referred(
    tx: EntityManager,
    partnerId: string,
    before: string | undefined,
    take: number,
  ): Promise<ReferredRow[]> {
    return tx.query(
      `select a.referred_tenant_id as "tenantId", p.masked as name, a.channel, a.signed_up_at as "signedUpAt",
         a.activated_at is not null as activated,
         coalesce(bool_or(c.kind = 'sale' and c.base_minor > 0), false) as paying,
         coalesce((select jsonb_agg(jsonb_build_object('currency', s.currency, 'amountMinor', s.sum) order by s.currency)
           from (select currency, sum(target_minor) as sum from referral_commissions
                 where partner_id = $1 and referred_tenant_id = a.referred_tenant_id and target_minor > 0
                 group by currency) as s), '[]') as earned
       from referral_attributions a
       left join referral_commissions c on c.partner_id = $1 and c.referred_tenant_id = a.referred_tenant_id
       left join referral_referred_people p on p.referred_tenant_id = a.referred_tenant_id
       where a.partner_id = $1 and ($2::uuid is null or a.referred_tenant_id < $2)
       group by a.referred_tenant_id, p.masked, a.channel, a.signed_up_at, a.activated_at
       order by a.referred_tenant_id desc limit $3`,
      [partnerId, before ?? null, take],
    );
  }
}
