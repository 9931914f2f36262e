import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { ResetPassword } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { IdentityDatabase } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { EmailTokensRepository } from '../persistence/email-tokens.repository.js';
import { UsersRepository } from '../persistence/users.repository.js';
import { EmailLinks } from './email-links.js';
import { PasswordChange } from './password-change.js';
import { hashOfToken } from './session-tokens.js';

/** Longer than the work takes for a known address, so that the time of the answer says nothing. */
const ANSWER_AFTER_MS = 150;

@Injectable()
export class PasswordResetService {
  constructor(
    private readonly users: UsersRepository,
    private readonly tokens: EmailTokensRepository,
    private readonly links: EmailLinks,
    private readonly passwords: PasswordChange,
    private readonly identity: IdentityDatabase,
    private readonly clock: Clock,
  ) {}

  /** Says the same, after the same time, for every address. */
  async request(email: string): Promise<void> {
    const work = this.identity.transaction(async (tx) => {
      const user = await this.users.findByEmail(tx, email);
      if (user) await this.links.sendReset(tx, user);
    });
    await Promise.all([work, sleep(ANSWER_AFTER_MS)]);
  }

  /** @throws AppError `token_invalid` for an unknown, used or expired link alike. */
  async reset({ token, password }: ResetPassword): Promise<void> {
    this.passwords.admit();
    const now = this.clock.now();
    const found = await this.identity.transaction(async (tx) => {
      const row = await this.tokens.find(tx, 'reset', hashOfToken(token), now);
      const user = row && (await this.users.find(tx, row.userId));
      return user ? { tokenId: row.id, user } : undefined;
    });
    if (!found) throw new AppError('token_invalid');
    await this.passwords.change(found.user, password, async (tx) => {
      if (!(await this.tokens.spend(tx, found.tokenId))) throw new AppError('token_invalid');
      await this.users.markVerified(tx, found.user.id, now);
    });
  }
}
