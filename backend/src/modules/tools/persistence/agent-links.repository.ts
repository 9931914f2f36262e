import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import type { ToolRecord } from '../domain/tool-record.js';
import { ToolEntity } from './tool.entity.js';
import { toRecord } from './tools.repository.js';

/**
 * Which agent has which tools. The tables are those of agents, which know tools and not the other way round; here they
 * are read by name, so that the doors stay one-way and one query answers.
 */
@Injectable()
export class AgentLinksRepository {
  /** Names of the agents that have the tool, in their draft or in what visitors get. */
  async agentsWith(tx: EntityManager, tenantId: TenantId, toolId: string): Promise<string[]> {
    const rows = await tx.query<{ name: string }[]>(
      `select a.name from agent_tools l join agents a on a.tenant_id = l.tenant_id and a.id = l.agent_id
       where l.tenant_id = $1 and l.tool_id = $2 order by a.name, a.id`,
      [tenantId, toolId],
    );
    return rows.map((row) => row.name);
  }

  /** The tools of the agent's draft and of its published version. */
  async toolsOf(tx: EntityManager, tenantId: TenantId, agentId: string): Promise<ToolRecord[]> {
    const rows = await tx
      .createQueryBuilder(ToolEntity, 'tool')
      .innerJoin('agent_tools', 'link', 'link.tenant_id = tool.tenant_id and link.tool_id = tool.id')
      .where('tool.tenantId = :tenantId and link.agent_id = :agentId', { tenantId, agentId })
      .orderBy('link.position')
      .getMany();
    return rows.map(toRecord);
  }
}
