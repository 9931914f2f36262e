import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import { AgentToolEntity } from './agent-tool.entity.js';

/** Which tools an agent's draft and its published version have: one row for each tool that either of them has. */
@Injectable()
export class AgentToolsRepository {
  async replaceDraft(tx: EntityManager, tenantId: TenantId, agentId: string, toolIds: readonly string[]) {
    await this.removeUnused(tx, tenantId, agentId, { published: false });
    await tx.update(AgentToolEntity, { tenantId, agentId }, { position: null });
    const rows = toolIds.map((toolId, position) => ({ tenantId, agentId, toolId, position }));
    await this.upsert(tx, rows);
  }

  async replacePublished(tx: EntityManager, tenantId: TenantId, agentId: string, toolIds: readonly string[]) {
    await this.removeUnused(tx, tenantId, agentId, { position: IsNull() });
    await tx.update(AgentToolEntity, { tenantId, agentId }, { published: false });
    const rows = toolIds.map((toolId) => ({ tenantId, agentId, toolId, published: true }));
    await this.upsert(tx, rows);
  }

  async removeAll(tx: EntityManager, tenantId: TenantId, agentId: string): Promise<void> {
    await tx.delete(AgentToolEntity, { tenantId, agentId });
  }

  /** Rows that only the side has which is about to be written anew. */
  private async removeUnused(
    tx: EntityManager,
    tenantId: TenantId,
    agentId: string,
    other: { published: false } | { position: ReturnType<typeof IsNull> },
  ): Promise<void> {
    await tx.delete(AgentToolEntity, { tenantId, agentId, ...other });
  }

  private async upsert(tx: EntityManager, rows: Partial<AgentToolEntity>[]): Promise<void> {
    if (rows.length > 0) await tx.upsert(AgentToolEntity, rows, ['tenantId', 'agentId', 'toolId']);
  }
}
