import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { CallCounter } from '../application/call-counter.service.js';

@JobHandler({ event: 'call.ended', consumer: 'count-call' })
export class CountCallJob implements EventConsumer<'call.ended'> {
  constructor(private readonly counter: CallCounter) {}

  handle({ tenantId, payload }: OutboxEvent<'call.ended'>, tx: Transaction): Promise<void> {
    return this.counter.count(tx, tenantId, payload.callId);
  }
}
