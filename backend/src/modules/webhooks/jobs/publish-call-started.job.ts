import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { Publisher } from '../application/publisher.service.js';
import { PUBLIC_MESSAGES } from '../domain/public-message.js';

@JobHandler({ event: 'call.started', consumer: 'publish-call-started' })
export class PublishCallStartedJob implements EventConsumer<'call.started'> {
  constructor(private readonly publisher: Publisher) {}

  async handle({ id, tenantId, payload }: OutboxEvent<'call.started'>, tx: Transaction): Promise<void> {
    const message = PUBLIC_MESSAGES['call.started'](payload);
    await this.publisher.publish(tx, tenantId, id, { type: 'call.started', ...message });
  }
}
