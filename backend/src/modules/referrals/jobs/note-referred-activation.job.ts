import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { ProductFacts } from '../application/product-facts.service.js';

@JobHandler({ event: 'user.activated', consumer: 'note-referred-activation' })
export class NoteReferredActivationJob implements EventConsumer<'user.activated'> {
  constructor(private readonly facts: ProductFacts) {}

  async handle({ tenantId, payload }: OutboxEvent<'user.activated'>, tx: Transaction): Promise<void> {
    await this.facts.activated(tx, tenantId, payload);
  }
}
