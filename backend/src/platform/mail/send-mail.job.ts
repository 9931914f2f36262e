import type { OutboxEvent } from '../outbox/outbox-event.js';
import { JobHandler, type EffectConsumer } from '../queue/job-handler.decorator.js';
import { MailSender } from './mail-sender.port.js';
import { MailStore } from './mail-store.js';

@JobHandler({ event: 'mail.requested', consumer: 'send-mail', transactional: false })
export class SendMailJob implements EffectConsumer<'mail.requested'> {
  constructor(
    private readonly store: MailStore,
    private readonly sender: MailSender,
  ) {}

  async handle({ tenantId, payload: { mailId } }: OutboxEvent<'mail.requested'>): Promise<void> {
    const mail = await this.store.findQueued(tenantId, mailId);
    if (!mail) return;
    await this.sender.send(mailId, mail);
    await this.store.markSent(tenantId, mailId, this.sender.delivers);
  }
}
