import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { Acquisition } from '../application/acquisition.js';

/** Whoever knows how teams come may tell it; this module knows none of them. */
@JobHandler({ event: 'tenant.acquired', consumer: 'note-acquisition' })
export class NoteAcquisitionJob implements EventConsumer<'tenant.acquired'> {
  constructor(private readonly acquisition: Acquisition) {}

  async handle({ tenantId, payload }: OutboxEvent<'tenant.acquired'>, tx: Transaction): Promise<void> {
    await this.acquisition.note(tx, tenantId, payload);
  }
}
