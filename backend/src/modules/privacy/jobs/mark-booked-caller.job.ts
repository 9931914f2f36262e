import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { ErasureWorks } from '../application/erasure-work.service.js';

/** A server may book for a call that is over. */
@JobHandler({ event: 'booking.created', consumer: 'mark-booked-caller' })
export class MarkBookedCallerJob implements EventConsumer<'booking.created'> {
  constructor(private readonly works: ErasureWorks) {}

  async handle({ tenantId, payload }: OutboxEvent<'booking.created'>, tx: Transaction): Promise<void> {
    if (payload.callId !== null) await this.works.afterCall(tx, tenantId, payload.callId);
  }
}
