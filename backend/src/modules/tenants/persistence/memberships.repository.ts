import { Injectable } from '@nestjs/common';
import type { Role } from '@orbisvoice/contracts';
import { type EntityManager, MoreThan } from 'typeorm';
import { MembershipEntity } from './membership.entity.js';
import { TenantEntity } from './tenant.entity.js';

export interface MembershipOfUser {
  tenantId: string;
  tenantName: string;
  role: Role;
}

@Injectable()
export class MembershipsRepository {
  async insert(tx: EntityManager, membership: Omit<MembershipEntity, 'checklistDismissedAt'>): Promise<void> {
    await tx.insert(MembershipEntity, membership);
  }

  find(tx: EntityManager, tenantId: string, userId: string): Promise<MembershipEntity | null> {
    return tx.findOneBy(MembershipEntity, { tenantId, userId });
  }

  /** Whoever joined first. */
  first(tx: EntityManager, tenantId: string): Promise<MembershipEntity | null> {
    return tx.findOne(MembershipEntity, { where: { tenantId }, order: { joinedAt: 'ASC', userId: 'ASC' } });
  }

  async ownersOf(tx: EntityManager, tenantId: string): Promise<string[]> {
    return (await tx.findBy(MembershipEntity, { tenantId, role: 'owner' })).map(({ userId }) => userId);
  }

  page(
    tx: EntityManager,
    tenantId: string,
    afterUserId: string | undefined,
    take: number,
  ): Promise<MembershipEntity[]> {
    const where = { tenantId, ...(afterUserId && { userId: MoreThan(afterUserId) }) };
    return tx.find(MembershipEntity, { where, order: { userId: 'ASC' }, take });
  }

  count(tx: EntityManager, tenantId: string): Promise<number> {
    return tx.countBy(MembershipEntity, { tenantId });
  }

  /** Locks the owners until the end of the transaction: two owners who demote each other must not both succeed. */
  async countOwnersLocked(tx: EntityManager, tenantId: string): Promise<number> {
    const owners = await tx.find(MembershipEntity, {
      where: { tenantId, role: 'owner' },
      order: { userId: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return owners.length;
  }

  async setRole(tx: EntityManager, tenantId: string, userId: string, role: Role): Promise<void> {
    await tx.update(MembershipEntity, { tenantId, userId }, { role });
  }

  async setChecklistDismissed(
    tx: EntityManager,
    tenantId: string,
    userId: string,
    at: Date | null,
  ): Promise<void> {
    await tx.update(MembershipEntity, { tenantId, userId }, { checklistDismissedAt: at });
  }

  async remove(tx: EntityManager, tenantId: string, userId: string): Promise<void> {
    await tx.delete(MembershipEntity, { tenantId, userId });
  }

  /** For a transaction that looks up one user: the tenants where that user belongs, oldest membership first. */
  ofUser(tx: EntityManager, userId: string): Promise<MembershipOfUser[]> {
    return tx
      .createQueryBuilder(MembershipEntity, 'm')
      .innerJoin(TenantEntity, 't', 't.id = m.tenant_id')
      .select(['m.tenant_id AS "tenantId"', 't.name AS "tenantName"', 'm.role AS "role"'])
      .where('m.user_id = :userId', { userId })
      .orderBy('m.joined_at')
      .addOrderBy('m.tenant_id')
      .getRawMany<MembershipOfUser>();
  }
}
