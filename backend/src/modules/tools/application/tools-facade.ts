import { Injectable } from '@nestjs/common';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { ToolsRepository } from '../persistence/tools.repository.js';

@Injectable()
export class ToolsFacade {
  constructor(private readonly tools: ToolsRepository) {}

  /** Those of `ids` that are no tools of this tenant. The others cannot be deleted before the transaction ends. */
  async findMissing(tx: Transaction, tenantId: TenantId, ids: string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const present = await this.tools.hold(tx, tenantId, ids);
    return ids.filter((id) => !present.has(id));
  }
}
