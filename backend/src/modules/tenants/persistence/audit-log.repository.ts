import { Injectable } from '@nestjs/common';
import type { AuditQuery } from '@orbisvoice/contracts';
import type { EntityManager } from 'typeorm';
import { AuditEntryEntity } from './audit-entry.entity.js';

@Injectable()
export class AuditLogRepository {
  async append(tx: EntityManager, entry: AuditEntryEntity): Promise<void> {
    await tx.insert(AuditEntryEntity, entry);
  }

  /** Newest first, from behind the line `beforeId`. */
  page(
    tx: EntityManager,
    tenantId: string,
    { actorId, action, from, to }: Omit<AuditQuery, 'limit' | 'cursor'>,
    beforeId: string | undefined,
    take: number,
  ): Promise<AuditEntryEntity[]> {
    const query = tx
      .createQueryBuilder(AuditEntryEntity, 'entry')
      .where('entry.tenantId = :tenantId', { tenantId })
      .orderBy('entry.id', 'DESC')
      .limit(take);
    if (beforeId) query.andWhere('entry.id < :beforeId', { beforeId });
    if (actorId) query.andWhere('entry.actorId = :actorId', { actorId });
    if (action) query.andWhere('entry.action = :action', { action });
    if (from) query.andWhere('entry.at >= :from', { from });
    if (to) query.andWhere('entry.at < :to', { to });
    return query.getMany();
  }
}
