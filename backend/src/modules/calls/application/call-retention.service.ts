import { Injectable } from '@nestjs/common';
import type { CallRetention, RetentionPreview } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { AuditLog, type AuditActor } from '../../tenants/index.js';
import { retentionLimit } from '../domain/retention-limit.js';
import { CallRetentionRepository, type RetentionRow } from '../persistence/call-retention.repository.js';

/** For how long a team keeps its calls, as the team chooses it. */
@Injectable()
export class CallRetentions {
  constructor(
    private readonly database: TenantDatabase,
    private readonly retention: CallRetentionRepository,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  get(tenantId: TenantId): Promise<CallRetention> {
    return this.database.withTenant(tenantId, async (tx) =>
      toRetention(await this.retention.find(tx, tenantId)),
    );
  }

  /** Takes effect at once: what is too old already begins to go when this has committed. */
  set(tenantId: TenantId, actor: AuditActor, callDays: number | null): Promise<CallRetention> {
    return this.database.withTenant(tenantId, async (tx) => {
      const row = { days: callDays, changedAt: this.clock.now() };
      await this.retention.save(tx, tenantId, row);
      const fact = { action: 'retention.changed', targetType: 'call_days', targetId: days(callDays) };
      await this.audit.record(tx, tenantId, { actor, ...fact });
      if (callDays !== null) await this.outbox.append(tx, tenantId, 'retention.due', {});
      return toRetention(row);
    });
  }

  preview(tenantId: TenantId, callDays: number): Promise<RetentionPreview> {
    const limit = retentionLimit(callDays, this.clock.now());
    return this.database.withTenant(tenantId, async (tx) => {
      const { calls, oldestCallAt } = await this.retention.weigh(tx, tenantId, limit);
      return { calls, oldestCallAt: oldestCallAt?.toISOString() ?? null };
    });
  }
}

const days = (callDays: number | null): string => (callDays === null ? 'none' : String(callDays));

const toRetention = (row: RetentionRow | undefined): CallRetention => ({
  callDays: row?.days ?? null,
  changedAt: row?.changedAt.toISOString() ?? null,
});
