import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { MembershipsRepository } from '../persistence/memberships.repository.js';
import { IdentityDirectory } from './identity-directory.port.js';

export interface MemberBeginnings {
  emailVerified: boolean;
  checklistDismissed: boolean;
}

/** Where a person stands in their first days in a team. All of it in a transaction of the tenant. */
@Injectable()
export class FirstStepsOfMember {
  constructor(
    private readonly memberships: MembershipsRepository,
    private readonly directory: IdentityDirectory,
    private readonly clock: Clock,
  ) {}

  async read(tx: Transaction, tenantId: TenantId, userId: string): Promise<MemberBeginnings> {
    const membership = await this.memberships.find(tx, tenantId, userId);
    const person = (await this.directory.people(tx, [userId])).get(userId);
    return {
      emailVerified: person?.verified === true,
      checklistDismissed: Boolean(membership?.checklistDismissedAt),
    };
  }

  dismissChecklist(tx: Transaction, tenantId: TenantId, userId: string, dismissed: boolean): Promise<void> {
    const at = dismissed ? this.clock.now() : null;
    return this.memberships.setChecklistDismissed(tx, tenantId, userId, at);
  }
}
