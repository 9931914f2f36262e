import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { FollowUps } from '../application/follow-ups.service.js';

@JobHandler({ event: 'call.ended', consumer: 'open-follow-up' })
export class OpenFollowUpJob implements EventConsumer<'call.ended'> {
  constructor(private readonly followUps: FollowUps) {}

  handle({ tenantId, payload }: OutboxEvent<'call.ended'>, tx: Transaction): Promise<void> {
    return this.followUps.consider(tx, tenantId, payload.callId);
  }
}
