import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** How a partner is reached: a customer by their account, an affiliate by what stands sealed here. */
export interface ReachOfPartner {
  userId: string | null;
  homeTenantId: string | null;
  sealed: Buffer | null;
}

@Injectable()
export class ContactsRepository {
  async save(tx: EntityManager, partnerId: string, sealed: Buffer): Promise<void> {
    await tx.query(
      `insert into referral_contacts (partner_id, sealed) values ($1, $2)
       on conflict (partner_id) do update set sealed = excluded.sealed`,
      [partnerId, sealed],
    );
  }

  async reachOf(tx: EntityManager, partnerId: string): Promise<ReachOfPartner | undefined> {
    const [row] = await tx.query<ReachOfPartner[]>(
      `select p.user_id as "userId", p.home_tenant_id as "homeTenantId", c.sealed
       from referral_partners p left join referral_contacts c on c.partner_id = p.id where p.id = $1`,
      [partnerId],
    );
    return row;
  }

  async forget(tx: EntityManager, partnerId: string): Promise<void> {
    await tx.query('delete from referral_contacts where partner_id = $1', [partnerId]);
  }
}
