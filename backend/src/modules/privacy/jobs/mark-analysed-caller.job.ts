import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { ErasureWorks } from '../application/erasure-work.service.js';

/** An analysis may write down what was only spelled aloud. */
@JobHandler({ event: 'call.analysed', consumer: 'mark-analysed-caller' })
export class MarkAnalysedCallerJob implements EventConsumer<'call.analysed'> {
  constructor(private readonly works: ErasureWorks) {}

  handle({ tenantId, payload }: OutboxEvent<'call.analysed'>, tx: Transaction): Promise<void> {
    return this.works.afterCall(tx, tenantId, payload.callId);
  }
}
