import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { ErasureWorks } from '../application/erasure-work.service.js';

/** A comment comes after the end, and may hold an address. */
@JobHandler({ event: 'call.rated', consumer: 'mark-rated-caller' })
export class MarkRatedCallerJob implements EventConsumer<'call.rated'> {
  constructor(private readonly works: ErasureWorks) {}

  handle({ tenantId, payload }: OutboxEvent<'call.rated'>, tx: Transaction): Promise<void> {
    return this.works.afterCall(tx, tenantId, payload.callId);
  }
}
