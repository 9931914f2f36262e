import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { ProductFacts } from '../application/product-facts.service.js';

@JobHandler({ event: 'user.signup', consumer: 'note-referred-signup' })
export class NoteReferredSignupJob implements EventConsumer<'user.signup'> {
  constructor(private readonly facts: ProductFacts) {}

  async handle({ tenantId, payload }: OutboxEvent<'user.signup'>, tx: Transaction): Promise<void> {
    await this.facts.signup(tx, tenantId, payload);
  }
}
