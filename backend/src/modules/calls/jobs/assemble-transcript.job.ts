import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { TranscriptAssembler } from '../application/transcript-assembler.service.js';

@JobHandler({ event: 'call.ended', consumer: 'assemble-transcript' })
export class AssembleTranscriptJob implements EventConsumer<'call.ended'> {
  constructor(private readonly assembler: TranscriptAssembler) {}

  handle({ tenantId, payload }: OutboxEvent<'call.ended'>, tx: Transaction): Promise<void> {
    return this.assembler.assemble(tx, tenantId, payload.callId);
  }
}
