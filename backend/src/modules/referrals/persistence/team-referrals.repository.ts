import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What a team may take along of the programme; inside the office. */
@Injectable()
export class TeamReferralsRepository {
  /** One row, or none where nobody referred the team. */
  async ofTeam(tx: EntityManager, tenantId: string): Promise<object[]> {
    return tx.query(
      `select l.code, a.channel, a.touched_at as "touchedAt", a.signed_up_at as "signedUpAt",
         a.bound_at as "boundAt", a.activated_at as "activatedAt", a.terms_version as "termsVersion"
       from referral_attributions a left join referral_links l on l.id = a.link_id
       where a.referred_tenant_id = $1 and a.partner_id is not null`,
      [tenantId],
    );
  }

  /** Of everybody whose home the team is. */
  async linksOfTeam(tx: EntityManager, tenantId: string): Promise<object[]> {
    return tx.query(
      `select l.id, p.user_id as "userId", l.code, l.destination, l.created_at as "createdAt",
         l.retired_at as "retiredAt", count(a.referred_tenant_id)::integer as signups,
         count(a.activated_at)::integer as activations
       from referral_partners p
       join referral_links l on l.partner_id = p.id
       left join referral_attributions a on a.link_id = l.id
       where p.home_tenant_id = $1 group by l.id, p.user_id order by l.id`,
      [tenantId],
    );
  }
}
