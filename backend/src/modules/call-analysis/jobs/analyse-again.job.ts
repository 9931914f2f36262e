import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EffectConsumer } from '../../../platform/queue/index.js';
import { CallAnalyst } from '../application/call-analyst.service.js';

@JobHandler({ event: 'analysis.wanted', consumer: 'analyse-again', transactional: false })
export class AnalyseAgainJob implements EffectConsumer<'analysis.wanted'> {
  constructor(private readonly analyst: CallAnalyst) {}

  handle({ tenantId, payload, attempt }: OutboxEvent<'analysis.wanted'>): Promise<void> {
    return this.analyst.analyseAgain(tenantId, payload.callId, attempt);
  }
}
