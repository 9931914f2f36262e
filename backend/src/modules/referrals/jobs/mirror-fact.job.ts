import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EffectConsumer } from '../../../platform/queue/index.js';
import { Mirroring } from '../application/mirroring.service.js';

@JobHandler({ event: 'referral.noted', consumer: 'mirror-fact', transactional: false })
export class MirrorFactJob implements EffectConsumer<'referral.noted'> {
  constructor(private readonly mirroring: Mirroring) {}

  async handle({ payload }: OutboxEvent<'referral.noted'>): Promise<void> {
    await this.mirroring.deliver(payload.naturalKey);
  }
}
