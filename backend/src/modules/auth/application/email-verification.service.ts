import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { IdentityDatabase } from '../../../platform/database/index.js';
import { AppError, type UserPrincipal } from '../../../platform/http/index.js';
import { EmailTokensRepository } from '../persistence/email-tokens.repository.js';
import { UsersRepository } from '../persistence/users.repository.js';
import { AccountTrail } from './account-trail.js';
import { EmailLinks } from './email-links.js';
import { hashOfToken } from './session-tokens.js';

@Injectable()
export class EmailVerificationService {
  constructor(
    private readonly tokens: EmailTokensRepository,
    private readonly users: UsersRepository,
    private readonly links: EmailLinks,
    private readonly trail: AccountTrail,
    private readonly identity: IdentityDatabase,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError `token_invalid` for an unknown, used or expired link alike. */
  async verify(token: string): Promise<void> {
    const now = this.clock.now();
    const found = await this.identity.transaction((tx) =>
      this.tokens.find(tx, 'verify', hashOfToken(token), now),
    );
    if (!found) throw new AppError('token_invalid');
    await this.trail.changing(found.userId, 'user.email_verified', async (tx) => {
      if (!(await this.tokens.spend(tx, found.id))) throw new AppError('token_invalid');
      await this.users.markVerified(tx, found.userId, now);
      await this.tokens.removeAllOf(tx, found.userId, 'verify');
    });
  }

  /** Does nothing for an address that is confirmed already. */
  async resend({ userId }: UserPrincipal): Promise<void> {
    await this.identity.transaction(async (tx) => {
      const user = await this.users.find(tx, userId);
      if (user && !user.emailVerifiedAt) await this.links.sendVerification(tx, null, user);
    });
  }
}
