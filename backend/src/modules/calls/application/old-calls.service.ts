import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import {
  RelayDatabase,
  TenantDatabase,
  type TenantId,
  type Transaction,
} from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { retentionLimit } from '../domain/retention-limit.js';
import { CallRetentionRepository } from '../persistence/call-retention.repository.js';
import { CallErasure } from './call-erasure.js';

/** So many calls at a time that one transaction stays short; the next fact goes on. */
export const RETENTION_BATCH = 100;
const TEAMS_AT_ONCE = 500;

/** Erases what is older than its team keeps calls. */
@Injectable()
export class OldCalls {
  constructor(
    private readonly relay: RelayDatabase,
    private readonly database: TenantDatabase,
    private readonly retention: CallRetentionRepository,
    private readonly erasure: CallErasure,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Time makes calls due without anybody doing anything, so somebody has to look. */
  async lookForDue(): Promise<void> {
    const now = this.clock.now();
    const teams = await this.relay.run((tx) => this.retention.due(tx, now, TEAMS_AT_ONCE));
    for (const tenantId of teams)
      await this.database.withTenant(tenantId, (tx) =>
        // One bell a minute is enough, however many look.
        this.outbox.append(tx, tenantId, 'retention.due', {}, `sweep:${Math.floor(now.getTime() / 60_000)}`),
      );
  }

  /** The period is read here and not in the fact: somebody may have chosen a longer one meanwhile. */
  async erase(tx: Transaction, tenantId: TenantId): Promise<void> {
    const days = (await this.retention.find(tx, tenantId))?.days;
    if (days === null || days === undefined) return;
    const limit = retentionLimit(days, this.clock.now());
    const ids = await this.retention.takeOldest(tx, tenantId, limit, RETENTION_BATCH);
    await this.erasure.byAge(tx, tenantId, ids);
    if (ids.length === RETENTION_BATCH) await this.outbox.append(tx, tenantId, 'retention.due', {});
  }
}
