import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { CallCounter } from '../application/call-counter.service.js';

@JobHandler({ event: 'call.unclaimed', consumer: 'count-unclaimed' })
export class CountUnclaimedJob implements EventConsumer<'call.unclaimed'> {
  constructor(private readonly counter: CallCounter) {}

  handle({ tenantId, payload }: OutboxEvent<'call.unclaimed'>, tx: Transaction): Promise<void> {
    return this.counter.countUnclaimed(tx, tenantId, { ...payload, askedAt: new Date(payload.askedAt) });
  }
}
