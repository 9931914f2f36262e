import { Injectable } from '@nestjs/common';
import { IdentityDatabase, tenantId, type Transaction } from '../../../platform/database/index.js';
import { LiveAnnouncements } from '../../../platform/live/index.js';
import { AuditLog, TenantsFacade } from '../../tenants/index.js';
import { SessionVerifier } from './session-verifier.js';

/**
 * A change of a person concerns every tenant where that person works: each gets a line,
 * with the change or not at all, and its open pages hear of it.
 */
@Injectable()
export class AccountTrail {
  constructor(
    private readonly audit: AuditLog,
    private readonly tenants: TenantsFacade,
    private readonly verifier: SessionVerifier,
    private readonly identity: IdentityDatabase,
    private readonly announcements: LiveAnnouncements,
  ) {}

  async changing(userId: string, action: string, change: (tx: Transaction) => Promise<void>): Promise<void> {
    const memberships = await this.tenants.membershipsOf(userId);
    await this.identity.transaction(async (tx) => {
      await change(tx);
      const fact = {
        actor: { kind: 'user', id: userId },
        action,
        targetType: 'user',
        targetId: userId,
      } as const;
      for (const membership of memberships) {
        const tenant = tenantId(membership.tenantId);
        await this.identity.enter(tx, tenant);
        await this.audit.record(tx, tenant, fact);
        await this.announcements.announce(tx, tenant, 'member.changed', userId);
      }
    });
    this.verifier.forgetUser(userId);
  }
}
