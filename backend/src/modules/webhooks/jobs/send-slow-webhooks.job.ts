import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EffectConsumer } from '../../../platform/queue/index.js';
import { LineWorker } from '../application/line-worker.service.js';

@JobHandler({ event: 'webhook.due_slow', consumer: 'send-slow-webhooks', transactional: false })
export class SendSlowWebhooksJob implements EffectConsumer<'webhook.due_slow'> {
  constructor(private readonly worker: LineWorker) {}

  handle({ tenantId, payload: { endpointId } }: OutboxEvent<'webhook.due_slow'>): Promise<void> {
    return this.worker.work(tenantId, endpointId);
  }
}
