import { Injectable } from '@nestjs/common';
import type { Actor, AuditEntry, AuditQuery, Page } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { idOfCursor, pageById, type Principal } from '../../../platform/http/index.js';
import { currentRequestId } from '../../../platform/logging/index.js';
import type { AuditActor, AuditFact } from '../domain/audit-fact.js';
import type { AuditEntryEntity } from '../persistence/audit-entry.entity.js';
import { AuditLogRepository } from '../persistence/audit-log.repository.js';
import { ActorNames } from './actor-names.js';

export const actorOf = (principal: Principal): AuditActor =>
  principal.kind === 'user'
    ? { kind: 'user', id: principal.userId }
    : { kind: 'api_key', id: principal.keyId };

/** Who did what. Written in the transaction of the change itself, so that there is never one without the other. */
@Injectable()
export class AuditLog {
  constructor(
    private readonly entries: AuditLogRepository,
    private readonly names: ActorNames,
    private readonly database: TenantDatabase,
    private readonly clock: Clock,
  ) {}

  async record(tx: Transaction, tenantId: TenantId, fact: AuditFact): Promise<void> {
    const at = this.clock.now();
    await this.entries.append(tx, {
      id: newId(at.getTime()),
      tenantId,
      at,
      actorKind: fact.actor.kind,
      actorId: fact.actor.kind === 'system' ? null : fact.actor.id,
      action: fact.action,
      targetType: fact.targetType,
      targetId: fact.targetId,
      requestId: fact.requestId === undefined ? (currentRequestId() ?? null) : fact.requestId,
      outcome: fact.outcome ?? 'done',
    });
  }

  /** Newest first. */
  list(tenantId: TenantId, { limit, cursor, ...filters }: AuditQuery): Promise<Page<AuditEntry>> {
    const before = idOfCursor(cursor);
    return this.database.withTenant(tenantId, async (tx) => {
      const rows = await this.entries.page(tx, tenantId, filters, before, limit + 1);
      const named = rows.flatMap((row) => [actorIn(row), ...targetIn(row)]);
      const nameOf = await this.names.of(tx, named);
      return pageById(
        rows,
        limit,
        (row) => row.id,
        (row) => toEntry(row, nameOf(actorIn(row)), targetIn(row).map(nameOf)[0]),
      );
    });
  }
}

const actorIn = ({ actorKind: kind, actorId: id }: AuditEntryEntity): AuditActor =>
  kind === 'system' ? { kind } : { kind, id: id ?? '' };

const TARGET_KINDS: Readonly<Record<string, 'user' | 'api_key'>> = {
  member: 'user',
  user: 'user',
  api_key: 'api_key',
};

/** Whom it was done to, where that is somebody who has a name here. */
function targetIn({ targetType, targetId: id }: AuditEntryEntity): AuditActor[] {
  const kind = TARGET_KINDS[targetType];
  return kind && id !== null ? [{ kind, id }] : [];
}

const toEntry = (row: AuditEntryEntity, actor: Actor, target: Actor | undefined): AuditEntry => ({
  id: row.id,
  at: row.at.toISOString(),
  actor,
  action: row.action,
  targetType: row.targetType,
  targetId: row.targetId,
  targetLabel: target?.label ?? null,
  requestId: row.requestId,
  outcome: row.outcome,
});
