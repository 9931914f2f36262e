import { Injectable } from '@nestjs/common';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { UserEntity } from '../persistence/user.entity.js';
import { EmailLinks } from './email-links.js';

/** Tells the others that somebody signed up, and asks the address for its confirmation where that is open. */
@Injectable()
export class AccountAnnouncing {
  constructor(
    private readonly outbox: Outbox,
    private readonly links: EmailLinks,
  ) {}

  async announce(
    tx: Transaction,
    tenant: TenantId,
    user: UserEntity,
    referralCode: string | undefined,
  ): Promise<void> {
    const payload = { userId: user.id, referralCode: referralCode ?? null };
    await this.outbox.append(tx, tenant, 'user.signup', payload, user.id);
    if (!user.emailVerifiedAt) await this.links.sendVerification(tx, tenant, user);
  }
}
