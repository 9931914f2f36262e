import type { Transaction } from '../../../platform/database/index.js';
import type { OutboxEvent } from '../../../platform/outbox/index.js';
import { JobHandler, type EventConsumer } from '../../../platform/queue/index.js';
import { RiskWatch } from '../application/risk-watch.js';

@JobHandler({ event: 'referral.reported', consumer: 'watch-referrals' })
export class WatchReferralsJob implements EventConsumer<'referral.reported'> {
  constructor(private readonly risks: RiskWatch) {}

  handle({ payload }: OutboxEvent<'referral.reported'>, tx: Transaction): Promise<void> {
    return this.risks.look(tx, payload.naturalKey);
  }
}
