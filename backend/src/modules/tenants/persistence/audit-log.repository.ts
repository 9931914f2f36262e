import { Injectable } from '@nestjs/common';
import { type EntityManager, LessThan } from 'typeorm';
import { AuditEntryEntity } from './audit-entry.entity.js';

@Injectable()
export class AuditLogRepository {
  async append(tx: EntityManager, entry: AuditEntryEntity): Promise<void> {
    await tx.insert(AuditEntryEntity, entry);
  }

  page(
    tx: EntityManager,
    tenantId: string,
    beforeId: string | undefined,
    take: number,
  ): Promise<AuditEntryEntity[]> {
    const where = { tenantId, ...(beforeId && { id: LessThan(beforeId) }) };
    return tx.find(AuditEntryEntity, { where, order: { id: 'DESC' }, take });
  }
}
