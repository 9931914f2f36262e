import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, Periodic, type EventConsumer } from '../../../platform/queue/index.js';
import { ErasureBell } from '../application/erasure-bell.js';
import { ErasureWorks } from '../application/erasure-work.service.js';

@JobHandler({ event: 'caller.erasure_due', consumer: 'erase-caller' })
export class EraseCallerJob implements EventConsumer<'caller.erasure_due'> {
  constructor(
    private readonly works: ErasureWorks,
    private readonly bell: ErasureBell,
  ) {}

  async handle({ tenantId, payload }: OutboxEvent<'caller.erasure_due'>, tx: Transaction): Promise<void> {
    const done = await this.works.step(tx, tenantId, payload.erasureId);
    if (!done) await this.bell.ring(tx, tenantId, payload.erasureId);
  }

  @Periodic({ name: 'erasure-sweep', everyMs: 600_000 })
  run(): Promise<void> {
    return this.bell.lookForStuck();
  }
}
