import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, Periodic, type EventConsumer } from '../../../platform/queue/index.js';
import { OldCalls } from '../application/old-calls.service.js';
import { RetentionSweep } from '../application/retention-sweep.service.js';

@JobHandler({ event: 'retention.due', consumer: 'erase-old-calls' })
export class EraseOldCallsJob implements EventConsumer<'retention.due'> {
  constructor(
    private readonly oldCalls: OldCalls,
    private readonly sweep: RetentionSweep,
  ) {}

  handle({ tenantId }: OutboxEvent<'retention.due'>, tx: Transaction): Promise<void> {
    return this.oldCalls.erase(tx, tenantId);
  }

  @Periodic({ name: 'retention-sweep', everyMs: 600_000 })
  run(): Promise<void> {
    return this.sweep.lookForDue();
  }
}
