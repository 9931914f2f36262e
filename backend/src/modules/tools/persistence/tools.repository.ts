import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import { ToolEntity } from './tool.entity.js';

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
}
