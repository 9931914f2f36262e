import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { CallCounter } from '../application/call-counter.service.js';

@JobHandler({ event: 'call.rated', consumer: 'count-rating' })
export class CountRatingJob implements EventConsumer<'call.rated'> {
  constructor(private readonly counter: CallCounter) {}

  handle({ tenantId, payload }: OutboxEvent<'call.rated'>, tx: Transaction): Promise<void> {
    return this.counter.count(tx, tenantId, payload.callId);
  }
}
