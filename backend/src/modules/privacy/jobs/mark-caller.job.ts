import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { ErasureWorks } from '../application/erasure-work.service.js';

/** Notes whose call it was, so that an erasure finds it without reading what was said. */
@JobHandler({ event: 'call.ended', consumer: 'mark-caller' })
export class MarkCallerJob implements EventConsumer<'call.ended'> {
  constructor(private readonly works: ErasureWorks) {}

  handle({ tenantId, payload }: OutboxEvent<'call.ended'>, tx: Transaction): Promise<void> {
    return this.works.afterCall(tx, tenantId, payload.callId);
  }
}
