import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { IdentityDatabase } from '../../../platform/database/index.js';
import { Mailer } from '../../../platform/mail/index.js';
import type { UserEntity } from '../persistence/user.entity.js';
import { AccountMails } from './account-mails.js';

/** Tells the owner of an address that somebody tried to sign up with it; once a day at most, so it is no weapon. */
@Injectable()
export class KnownAddressMail {
  constructor(
    private readonly mails: AccountMails,
    private readonly mailer: Mailer,
    private readonly identity: IdentityDatabase,
    private readonly clock: Clock,
  ) {}

  async send(user: UserEntity): Promise<void> {
    const businessKey = `signup-attempt:${user.id}:${this.clock.now().toISOString().slice(0, 10)}`;
    const mail = { to: user.email, businessKey, ...this.mails.signupAttempt(user.name) };
    await this.identity.transaction((tx) => this.mailer.enqueue(tx, null, mail));
  }
}
