import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull, LessThan } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import type { AgentRecord } from '../domain/agent-record.js';
import { AgentToolEntity } from './agent-tool.entity.js';
import { AgentEntity } from './agent.entity.js';

/** The tools are rows of their own; everything else that an editor may change stands in the agent's row. */
export type AgentChanges = Partial<Omit<AgentRecord, 'id' | 'createdAt' | 'toolIds'>>;

@Injectable()
export class AgentsRepository {
  async insert(tx: EntityManager, tenantId: TenantId, agent: AgentRecord): Promise<void> {
    const { toolIds, ...row } = agent;
    await tx.insert(AgentEntity, { ...row, tenantId });
    await this.linkTools(tx, tenantId, agent.id, toolIds);
  }

  async find(tx: EntityManager, tenantId: TenantId, id: string): Promise<AgentRecord | undefined> {
    const row = await tx.findOneBy(AgentEntity, { tenantId, id, deletedAt: IsNull() });
    return row ? (await this.withTools(tx, tenantId, [row]))[0] : undefined;
  }

  /** Newest first, from behind the agent `before`. */
  async page(
    tx: EntityManager,
    tenantId: TenantId,
    before: string | undefined,
    take: number,
  ): Promise<AgentRecord[]> {
    const where = { tenantId, deletedAt: IsNull(), ...(before && { id: LessThan(before) }) };
    return this.withTools(tx, tenantId, await tx.find(AgentEntity, { where, order: { id: 'DESC' }, take }));
  }

  /** Names by id, of deleted agents too. */
  async names(tx: EntityManager, tenantId: TenantId, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.find(AgentEntity, {
      select: { id: true, name: true },
      where: { tenantId, id: In([...ids]) },
    });
    return new Map(rows.map((row) => [row.id, row.name]));
  }

  /** False where there is no such agent. Holds the row until the transaction ends, so the tools change with it. */
  async update(tx: EntityManager, tenantId: TenantId, id: string, changes: AgentChanges): Promise<boolean> {
    const { affected } = await tx.update(AgentEntity, { tenantId, id, deletedAt: IsNull() }, changes);
    return affected === 1;
  }

  async replaceTools(tx: EntityManager, tenantId: TenantId, id: string, toolIds: string[]): Promise<void> {
    await tx.delete(AgentToolEntity, { tenantId, agentId: id });
    await this.linkTools(tx, tenantId, id, toolIds);
  }

  /** Takes the agent's words and keeps its name, which the list of its calls goes on showing. */
  async bury(tx: EntityManager, tenantId: TenantId, id: string, at: Date): Promise<boolean> {
    const buried = await tx.update(
      AgentEntity,
      { tenantId, id, deletedAt: IsNull() },
      { systemPrompt: '', firstMessage: '', consentText: '', allowedOrigins: [], deletedAt: at },
    );
    if (buried.affected !== 1) return false;
    await tx.delete(AgentToolEntity, { tenantId, agentId: id });
    return true;
  }

  private async linkTools(tx: EntityManager, tenantId: TenantId, agentId: string, toolIds: string[]) {
    if (toolIds.length === 0) return;
    const rows = toolIds.map((toolId, position) => ({ tenantId, agentId, toolId, position }));
    await tx.insert(AgentToolEntity, rows);
  }

  private async withTools(
    tx: EntityManager,
    tenantId: TenantId,
    rows: AgentEntity[],
  ): Promise<AgentRecord[]> {
    const links = await tx.find(AgentToolEntity, {
      where: { tenantId, agentId: In(rows.map((row) => row.id)) },
      order: { position: 'ASC' },
    });
    return rows.map(({ tenantId: _tenantId, deletedAt: _deletedAt, ...row }) => ({
      ...row,
      toolIds: links.filter((link) => link.agentId === row.id).map((link) => link.toolId),
    }));
  }
}
