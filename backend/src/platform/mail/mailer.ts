import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/index.js';
import { newId } from '../crypto/ids.js';
import type { TenantId } from '../database/tenant-id.js';
import { Outbox } from '../outbox/outbox.js';
import type { Mail } from './mail-sender.port.js';
import { MailStore } from './mail-store.js';

export interface MailToSend extends Mail {
  /** Name of the kind of mail, for operators. */
  template: string;
  /** Says which occasion this mail belongs to; the same occasion never sends twice, within the 30 days that mails are kept. */
  businessKey: string;
  /** The call that it comes out of: what it says is erased with the call. */
  callId?: string | null;
}

/** Queues mail in the transaction of its occasion: no mail for what was rolled back, none lost for what was not. */
@Injectable()
export class Mailer {
  constructor(
    private readonly store: MailStore,
    private readonly outbox: Outbox,
  ) {}

  /** @param _tenantId Tenant of the transaction, or null in a transaction of IdentityDatabase. */
  async enqueue(tx: Transaction, _tenantId: TenantId | null, mail: MailToSend): Promise<void> {
    const mailId = newId();
    const scope = await this.store.insert(tx, mailId, mail);
    if (scope) await this.outbox.append(tx, scope, 'mail.requested', { mailId }, mailId);
  }
}
