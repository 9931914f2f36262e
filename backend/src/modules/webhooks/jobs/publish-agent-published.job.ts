import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { Publisher } from '../application/publisher.service.js';
import { PUBLIC_MESSAGES } from '../domain/public-message.js';

@JobHandler({ event: 'agent.published', consumer: 'publish-agent-published' })
export class PublishAgentPublishedJob implements EventConsumer<'agent.published'> {
  constructor(private readonly publisher: Publisher) {}

  async handle({ id, tenantId, payload }: OutboxEvent<'agent.published'>, tx: Transaction): Promise<void> {
    const message = PUBLIC_MESSAGES['agent.published'](payload);
    await this.publisher.publish(tx, tenantId, id, { type: 'agent.published', ...message });
  }
}
