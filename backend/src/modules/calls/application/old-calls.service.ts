import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { retentionLimit, retentionStart } from '../domain/retention-limit.js';
import { CallRetentionRepository } from '../persistence/call-retention.repository.js';
import { CallErasure } from './call-erasure.js';

/** So many calls, and so many records of no call, at a time that one transaction stays short; the next fact goes on. */
export const RETENTION_BATCH = 100;

/** Erases what is older than its team keeps calls: calls, and what tools did for callers outside of them. */
@Injectable()
export class OldCalls {
  constructor(
    private readonly retention: CallRetentionRepository,
    private readonly erasure: CallErasure,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** The period is read here and not in the fact: somebody may have chosen a longer one meanwhile. */
  async erase(tx: Transaction, tenantId: TenantId): Promise<void> {
    const days = (await this.retention.find(tx, tenantId))?.days;
    if (days === null || days === undefined) return;
    const now = this.clock.now();
    const ids = await this.retention.takeOldest(tx, tenantId, retentionLimit(days, now), RETENTION_BATCH);
    await this.erasure.byAge(tx, tenantId, ids);
    const old = { until: retentionStart(days, now), take: RETENTION_BATCH };
    const more = await this.erasure.looseByAge(tx, tenantId, old);
    if (more || ids.length === RETENTION_BATCH) await this.outbox.append(tx, tenantId, 'retention.due', {});
  }
}
