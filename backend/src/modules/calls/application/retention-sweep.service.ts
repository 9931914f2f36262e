import { Injectable } from '@nestjs/common';
import { CallerDataRegistry } from '../../../platform/caller-data/index.js';
import { Clock } from '../../../platform/clock/clock.js';
import {
  RelayDatabase,
  TenantDatabase,
  type TenantId,
  type Transaction,
} from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { retentionStart } from '../domain/retention-limit.js';
import { CallRetentionRepository } from '../persistence/call-retention.repository.js';

const TEAMS_AT_ONCE = 500;
/** So many periods are held against what belongs to no call before more are read. */
const PERIODS_AT_ONCE = 1_000;

/** Time makes calls due without anybody doing anything, so somebody has to look. */
@Injectable()
export class RetentionSweep {
  constructor(
    private readonly relay: RelayDatabase,
    private readonly database: TenantDatabase,
    private readonly retention: CallRetentionRepository,
    private readonly others: CallerDataRegistry,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async lookForDue(): Promise<void> {
    const now = this.clock.now();
    const teams = await this.relay.run(async (tx) => [
      ...(await this.retention.due(tx, now, TEAMS_AT_ONCE)),
      ...(await this.looseDue(tx, now)),
    ]);
    for (const tenantId of new Set(teams))
      await this.database.withTenant(tenantId, (tx) =>
        // One bell a minute is enough, however many look.
        this.outbox.append(tx, tenantId, 'retention.due', {}, `sweep:${Math.floor(now.getTime() / 60_000)}`),
      );
  }

  private async looseDue(relay: Transaction, now: Date): Promise<TenantId[]> {
    const due: TenantId[] = [];
    let after: TenantId | undefined;
    while (due.length < TEAMS_AT_ONCE) {
      const periods = await this.retention.periods(relay, { after, take: PERIODS_AT_ONCE });
      const limits = periods.map(({ tenantId, days }) => ({ tenantId, before: retentionStart(days, now) }));
      due.push(...(await this.others.looseDue(relay, limits)));
      if (periods.length < PERIODS_AT_ONCE) break;
      after = periods.at(-1)?.tenantId;
    }
    return due;
  }
}
