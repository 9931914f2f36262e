import { Injectable } from '@nestjs/common';
import { type EntityManager, LessThan } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import type { ToolRecord } from '../domain/tool-record.js';
import { ToolEntity } from './tool.entity.js';

export type ToolChanges = Partial<Omit<ToolRecord, 'id' | 'kind' | 'createdAt'>>;

@Injectable()
export class ToolsRepository {
  /** Those of `ids` that exist, held against deletion until the transaction ends. */
  async hold(tx: EntityManager, tenantId: TenantId, ids: string[]): Promise<Set<string>> {
    const rows = await tx
      .createQueryBuilder(ToolEntity, 'tool')
      .select('tool.id')
      .where('tool.tenantId = :tenantId and tool.id = any(:ids)', { tenantId, ids })
      .setLock('for_key_share')
      .getMany();
    return new Set(rows.map((row) => row.id));
  }

  async insert(tx: EntityManager, tenantId: TenantId, tool: ToolRecord): Promise<void> {
    await tx.insert(ToolEntity, { ...tool, tenantId });
  }

  async find(tx: EntityManager, tenantId: TenantId, id: string): Promise<ToolRecord | undefined> {
    const row = await tx.findOneBy(ToolEntity, { tenantId, id });
    return row ? toRecord(row) : undefined;
  }

  /** As `find`, and nobody else changes the tool or gives it to an agent until the transaction ends. */
  async findLocked(tx: EntityManager, tenantId: TenantId, id: string): Promise<ToolRecord | undefined> {
    const lock = { mode: 'pessimistic_write' } as const;
    const row = await tx.findOne(ToolEntity, { where: { tenantId, id }, lock });
    return row ? toRecord(row) : undefined;
  }

  /** Newest first, from behind the tool `before`. */
  async page(
    tx: EntityManager,
    tenantId: TenantId,
    before: string | undefined,
    take: number,
  ): Promise<ToolRecord[]> {
    const where = { tenantId, ...(before && { id: LessThan(before) }) };
    return (await tx.find(ToolEntity, { where, order: { id: 'DESC' }, take })).map(toRecord);
  }

  async update(tx: EntityManager, tenantId: TenantId, id: string, changes: ToolChanges): Promise<void> {
    await tx.update(ToolEntity, { tenantId, id }, changes);
  }

  async remove(tx: EntityManager, tenantId: TenantId, id: string): Promise<void> {
    await tx.delete(ToolEntity, { tenantId, id });
  }

  /** True where another tool of the tenant has the name. */
  async nameTaken(tx: EntityManager, tenantId: TenantId, name: string, exceptId: string): Promise<boolean> {
    const row = await tx.findOneBy(ToolEntity, { tenantId, name });
    return row !== null && row.id !== exceptId;
  }
}

export function toRecord({ tenantId: _tenantId, parameters, ...row }: ToolEntity): ToolRecord {
  return { ...row, parameters: { ...parameters } };
}
