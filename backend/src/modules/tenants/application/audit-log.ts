import { Injectable } from '@nestjs/common';
import type { AuditEntry, Page, PageQuery } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { idOfCursor, pageById, type Principal } from '../../../platform/http/index.js';
import { currentRequestId } from '../../../platform/logging/index.js';
import type { AuditActor, AuditFact } from '../domain/audit-fact.js';
import type { AuditEntryEntity } from '../persistence/audit-entry.entity.js';
import { AuditLogRepository } from '../persistence/audit-log.repository.js';
import { IdentityDirectory } from './identity-directory.port.js';

export const actorOf = (principal: Principal): AuditActor =>
  principal.kind === 'user'
    ? { kind: 'user', id: principal.userId }
    : { kind: 'api_key', id: principal.keyId };

/** Who did what. Written in the transaction of the change itself, so that there is never one without the other. */
@Injectable()
export class AuditLog {
  constructor(
    private readonly entries: AuditLogRepository,
    private readonly directory: IdentityDirectory,
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
  list(tenantId: TenantId, { limit, cursor }: PageQuery): Promise<Page<AuditEntry>> {
    const before = idOfCursor(cursor);
    return this.database.withTenant(tenantId, async (tx) => {
      const rows = await this.entries.page(tx, tenantId, before, limit + 1);
      const label = await this.labels(tx, rows);
      return pageById(
        rows,
        limit,
        (row) => row.id,
        (row) => toEntry(row, label(row)),
      );
    });
  }

  private async labels(
    tx: Transaction,
    rows: AuditEntryEntity[],
  ): Promise<(row: AuditEntryEntity) => string> {
    const idsOf = (kind: AuditEntryEntity['actorKind']) => [
      ...new Set(rows.flatMap((row) => (row.actorKind === kind && row.actorId ? [row.actorId] : []))),
    ];
    const people = await this.directory.people(tx, idsOf('user'));
    const keys = await this.directory.keyNames(tx, idsOf('api_key'));
    return ({ actorKind, actorId }) => {
      if (actorKind === 'system') return 'OrbisVoice';
      if (actorKind === 'api_key') return keys.get(actorId ?? '') ?? 'an API key';
      return people.get(actorId ?? '')?.name ?? 'a former member';
    };
  }
}

const toEntry = (row: AuditEntryEntity, label: string): AuditEntry => ({
  id: row.id,
  at: row.at.toISOString(),
  actor: { kind: row.actorKind, id: row.actorId, label },
  action: row.action,
  targetType: row.targetType,
  targetId: row.targetId,
  requestId: row.requestId,
  outcome: row.outcome,
});
