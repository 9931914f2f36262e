import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { Transaction } from '../../../platform/database/index.js';
import { SessionsRepository } from '../persistence/sessions.repository.js';
import type { UserEntity } from '../persistence/user.entity.js';
import { UsersRepository } from '../persistence/users.repository.js';
import { AccountTrail } from './account-trail.js';
import { PasswordHasher } from './password-hasher.js';
import { PasswordNotice } from './password-notice.js';
import { refuseWeakPassword } from './refuse-weak-password.js';

/** A new password ends every session: whoever knew the old one is out. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly users: UsersRepository,
    private readonly sessions: SessionsRepository,
    private readonly hasher: PasswordHasher,
    private readonly notice: PasswordNotice,
    private readonly trail: AccountTrail,
    private readonly clock: Clock,
  ) {}

  /** As `PasswordHasher.admit`, for whoever has to look up whose password it is. */
  admit(): void {
    this.hasher.admit();
  }

  async change(user: UserEntity, password: string, proof: (tx: Transaction) => Promise<void>): Promise<void> {
    refuseWeakPassword(password, [user.email, user.email.split('@')[0] ?? '', user.name]);
    const passwordHash = await this.hasher.hash(password);
    await this.trail.changing(user.id, 'user.password_changed', async (tx) => {
      await proof(tx);
      await this.users.setPassword(tx, user.id, passwordHash);
      await this.sessions.revokeAllOf(tx, user.id, this.clock.now());
      await this.notice.send(tx, user);
    });
  }
}
