import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { CallCounter } from '../application/call-counter.service.js';

@JobHandler({ event: 'call.analysed', consumer: 'count-analysis' })
export class CountAnalysisJob implements EventConsumer<'call.analysed'> {
  constructor(private readonly counter: CallCounter) {}

  handle({ tenantId, payload }: OutboxEvent<'call.analysed'>, tx: Transaction): Promise<void> {
    return this.counter.count(tx, tenantId, payload.callId);
  }
}
