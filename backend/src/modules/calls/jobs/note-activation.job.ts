import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { ActivationService } from '../application/activation.service.js';

@JobHandler({ event: 'call.ended', consumer: 'note-activation' })
export class NoteActivationJob implements EventConsumer<'call.ended'> {
  constructor(private readonly activation: ActivationService) {}

  handle({ tenantId, payload }: OutboxEvent<'call.ended'>, tx: Transaction): Promise<void> {
    return this.activation.note(tx, tenantId, payload.callId);
  }
}
