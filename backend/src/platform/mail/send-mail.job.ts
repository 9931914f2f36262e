import type { Counter } from 'prom-client';
import { Logger } from '../logging/logger.js';
import { Metrics } from '../metrics/metrics.js';
import type { OutboxEvent } from '../outbox/outbox-event.js';
import { JobHandler, type EffectConsumer } from '../queue/job-handler.decorator.js';
import { MailSender } from './mail-sender.port.js';
import { MailStore } from './mail-store.js';

@JobHandler({ event: 'mail.requested', consumer: 'send-mail', transactional: false })
export class SendMailJob implements EffectConsumer<'mail.requested'> {
  private readonly mails: Counter<'outcome'>;

  constructor(
    private readonly store: MailStore,
    private readonly sender: MailSender,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.mails = metrics.counter('orbis_mails_total', 'Mails that are done with, by what became of them.', [
      'outcome',
    ]);
    for (const outcome of ['sent', 'refused']) this.mails.inc({ outcome }, 0);
  }

  async handle({ tenantId, payload: { mailId } }: OutboxEvent<'mail.requested'>): Promise<void> {
    const mail = await this.store.findQueued(tenantId, mailId);
    if (!mail) return;
    const outcome = await this.sender.send(mailId, mail);
    if (outcome.state === 'refused')
      this.logger.warn('a mail was refused for good', { tenantId, mailId, code: outcome.code });
    await this.store.settle(tenantId, mailId, outcome.state, this.sender.delivers);
    this.mails.inc({ outcome: outcome.state });
  }
}
