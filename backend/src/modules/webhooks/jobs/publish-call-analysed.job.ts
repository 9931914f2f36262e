import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { Publisher } from '../application/publisher.service.js';
import { PUBLIC_MESSAGES } from '../domain/public-message.js';

@JobHandler({ event: 'call.analysed', consumer: 'publish-call-analysed' })
export class PublishCallAnalysedJob implements EventConsumer<'call.analysed'> {
  constructor(private readonly publisher: Publisher) {}

  async handle({ id, tenantId, payload }: OutboxEvent<'call.analysed'>, tx: Transaction): Promise<void> {
    const message = PUBLIC_MESSAGES['call.analysed'](payload);
    await this.publisher.publish(tx, tenantId, id, { type: 'call.analysed', ...message });
  }
}
