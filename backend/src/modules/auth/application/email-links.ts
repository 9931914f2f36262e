import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { newId, randomToken } from '../../../platform/crypto/index.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { Mailer } from '../../../platform/mail/index.js';
import type { EmailTokenPurpose } from '../persistence/email-token.entity.js';
import { EmailTokensRepository } from '../persistence/email-tokens.repository.js';
import { AccountMails, RESET_MINUTES, VERIFY_HOURS } from './account-mails.js';
import { hashOfToken } from './session-tokens.js';

const LIFETIME_MS = { verify: VERIFY_HOURS * 3_600_000, reset: RESET_MINUTES * 60_000 } as const;

interface Recipient {
  id: string;
  email: string;
  name: string;
}

/** Makes a single-use link and has it mailed, in the transaction of whatever asked for it. */
@Injectable()
export class EmailLinks {
  constructor(
    private readonly tokens: EmailTokensRepository,
    private readonly mails: AccountMails,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
  ) {}

  async sendVerification(tx: Transaction, tenant: TenantId | null, user: Recipient): Promise<void> {
    const { token, id } = await this.issue(tx, user.id, 'verify');
    const mail = this.mails.verification(user.name, token);
    await this.mailer.enqueue(tx, tenant, { to: user.email, businessKey: `verify:${id}`, ...mail });
  }

  /** Earlier reset links die: only the newest mail in the box works. */
  async sendReset(tx: Transaction, user: Recipient): Promise<void> {
    await this.tokens.removeAllOf(tx, user.id, 'reset');
    const { token, id } = await this.issue(tx, user.id, 'reset');
    const mail = this.mails.reset(user.name, token);
    await this.mailer.enqueue(tx, null, { to: user.email, businessKey: `reset:${id}`, ...mail });
  }

  private async issue(tx: Transaction, userId: string, purpose: EmailTokenPurpose) {
    const now = this.clock.now();
    const [token, id] = [randomToken(), newId(now.getTime())];
    const expiresAt = new Date(now.getTime() + LIFETIME_MS[purpose]);
    await this.tokens.insert(tx, {
      id,
      userId,
      purpose,
      tokenHash: hashOfToken(token),
      createdAt: now,
      expiresAt,
    });
    return { token, id };
  }
}
