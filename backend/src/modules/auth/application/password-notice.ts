import { Injectable } from '@nestjs/common';
import { newId } from '../../../platform/crypto/index.js';
import type { Transaction } from '../../../platform/database/index.js';
import { Mailer } from '../../../platform/mail/index.js';
import type { UserEntity } from '../persistence/user.entity.js';
import { AccountMails } from './account-mails.js';

@Injectable()
export class PasswordNotice {
  constructor(
    private readonly mails: AccountMails,
    private readonly mailer: Mailer,
  ) {}

  async send(tx: Transaction, user: UserEntity): Promise<void> {
    const mail = this.mails.passwordChanged(user.name);
    await this.mailer.enqueue(tx, null, {
      to: user.email,
      businessKey: `password-changed:${newId()}`,
      ...mail,
    });
  }
}
