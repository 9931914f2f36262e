import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EffectConsumer } from '../../../platform/queue/index.js';
import { LineWorker } from '../application/line-worker.service.js';

@JobHandler({ event: 'webhook.due', consumer: 'send-webhooks', transactional: false })
export class SendWebhooksJob implements EffectConsumer<'webhook.due'> {
  constructor(private readonly worker: LineWorker) {}

  handle({ tenantId, payload: { endpointId } }: OutboxEvent<'webhook.due'>): Promise<void> {
    return this.worker.work(tenantId, endpointId);
  }
}
