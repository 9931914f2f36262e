import { Injectable } from '@nestjs/common';
import type { FollowUp, FollowUpQuery, Page } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { AppError, idOfCursor, pageById } from '../../../platform/http/index.js';
import { CallFacts } from '../../calls/index.js';
import { AuditLog, type AuditActor } from '../../tenants/index.js';
import { reasonToFollowUp, type FollowUpRecord } from '../domain/follow-up.js';
import { FollowUpsRepository } from '../persistence/follow-ups.repository.js';

/** The list of calls that somebody should look at. */
@Injectable()
export class FollowUps {
  constructor(
    private readonly database: TenantDatabase,
    private readonly followUps: FollowUpsRepository,
    private readonly calls: CallFacts,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** In the transaction of the job, so that the event counts as worked on exactly if the row is there. */
  async consider(tx: Transaction, tenantId: TenantId, callId: string): Promise<void> {
    const call = await this.calls.ofCall(tx, tenantId, callId);
    const reason = call && reasonToFollowUp(call);
    if (!reason) return;
    const openedAt = this.clock.now();
    const { agentId } = call;
    const id = newId(openedAt.getTime());
    await this.followUps.open(tx, tenantId, { id, callId, agentId, reason, openedAt, doneAt: null });
  }

  list(tenantId: TenantId, { limit, cursor, state }: FollowUpQuery): Promise<Page<FollowUp>> {
    const before = idOfCursor(cursor);
    return this.database.withTenant(tenantId, async (tx) => {
      const wish = { done: state === 'done', before, take: limit + 1 };
      const rows = await this.followUps.page(tx, tenantId, wish);
      const names = await this.namesOf(tx, tenantId, rows);
      return pageById(
        rows,
        limit,
        (row) => row.id,
        (row) => toFollowUp(row, names),
      );
    });
  }

  /** Safe to repeat. */
  finish(tenantId: TenantId, actor: AuditActor, id: string): Promise<FollowUp> {
    return this.database.withTenant(tenantId, async (tx) => {
      const now = this.clock.now();
      const row = await this.followUps.finish(tx, tenantId, id, now);
      if (!row) throw new AppError('follow_up_not_found');
      const target = { targetType: 'follow_up', targetId: id };
      // Only the one who did it is on record; who repeats it changed nothing.
      if (row.doneAt?.getTime() === now.getTime())
        await this.audit.record(tx, tenantId, { actor, action: 'follow_up.done', ...target });
      return toFollowUp(row, await this.namesOf(tx, tenantId, [row]));
    });
  }

  private namesOf(
    tx: Transaction,
    tenantId: TenantId,
    rows: readonly FollowUpRecord[],
  ): Promise<Map<string, string>> {
    return this.calls.agentNames(tx, tenantId, [...new Set(rows.map(({ agentId }) => agentId))]);
  }
}

const toFollowUp = (row: FollowUpRecord, names: ReadonlyMap<string, string>): FollowUp => ({
  ...row,
  agentName: names.get(row.agentId) ?? '',
  openedAt: row.openedAt.toISOString(),
  doneAt: row.doneAt?.toISOString() ?? null,
});
