import { Injectable } from '@nestjs/common';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import type { Touch } from '../../../platform/touches/index.js';
import type { UserEntity } from '../persistence/user.entity.js';
import { EmailLinks } from './email-links.js';

/** What a person or their browser says about who brought them. */
export interface SignupReferral {
  typedCode: string | null;
  paramCode: string | null;
  touches: Touch[];
}

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
    referral: SignupReferral | undefined,
  ): Promise<void> {
    const payload = {
      userId: user.id,
      referralCode: referral?.typedCode ?? null,
      paramCode: referral?.paramCode ?? null,
      touches: referral?.touches ?? [],
      signedUpAt: user.createdAt.toISOString(),
    };
    await this.outbox.append(tx, tenant, 'user.signup', payload, user.id);
    if (!user.emailVerifiedAt) await this.links.sendVerification(tx, tenant, user);
  }
}
