import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EffectConsumer } from '../../../platform/queue/index.js';
import { CallAnalyst } from '../application/call-analyst.service.js';

/** A model may take a minute, so no transaction is open meanwhile; a crash asks it once more. */
@JobHandler({ event: 'call.ended', consumer: 'analyse-call', transactional: false })
export class AnalyseCallJob implements EffectConsumer<'call.ended'> {
  constructor(private readonly analyst: CallAnalyst) {}

  handle({ tenantId, payload, attempt }: OutboxEvent<'call.ended'>): Promise<void> {
    return this.analyst.analyse(tenantId, payload.callId, attempt);
  }
}
