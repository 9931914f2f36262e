import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What a partner may read of those they referred, apart from the decisions, so that it can be forgotten alone. */
@Injectable()
export class ReferredPeopleRepository {
  /** False where this team was noted before, or forgotten. */
  async keep(tx: EntityManager, tenantId: string, masked: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into referral_referred_people (referred_tenant_id, masked) values ($1, $2)
       on conflict (referred_tenant_id) do nothing returning referred_tenant_id`,
      [tenantId, masked],
    );
    return rows.length > 0;
  }

  /** The row stays, so that nothing fills it again. False where the programme never heard of this team. */
  async forget(tx: EntityManager, tenantId: string, reason: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into referral_referred_people (referred_tenant_id, masked, erased_for)
       select referred_tenant_id, null, $2 from referral_attributions where referred_tenant_id = $1
       on conflict (referred_tenant_id) do update set masked = null, erased_for = $2 returning referred_tenant_id`,
      [tenantId, reason],
    );
    return rows.length > 0;
  }
}
