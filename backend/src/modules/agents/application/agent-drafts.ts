import { Injectable } from '@nestjs/common';
import type { Agent, AgentContent } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { ToolsFacade } from '../../tools/index.js';
import type { AgentRecord } from '../domain/agent-record.js';
import { AgentToolsRepository } from '../persistence/agent-tools.repository.js';
import { AgentsRepository } from '../persistence/agents.repository.js';
import { toAgent } from './agent.mapping.js';
import { AgentsForCalls } from './agents-for-calls.service.js';

/** Reading and changing one agent, with everybody told who remembers it. */
@Injectable()
export class AgentDrafts {
  constructor(
    private readonly database: TenantDatabase,
    private readonly agents: AgentsRepository,
    private readonly links: AgentToolsRepository,
    private readonly forCalls: AgentsForCalls,
    private readonly tools: ToolsFacade,
    private readonly clock: Clock,
  ) {}

  within<T>(tenantId: TenantId, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.database.withTenant(tenantId, work);
  }

  async read(tx: Transaction, tenantId: TenantId, id: string): Promise<AgentRecord> {
    const agent = await this.agents.find(tx, tenantId, id);
    if (!agent) throw new AppError('agent_not_found');
    return agent;
  }

  async answer(tx: Transaction, tenantId: TenantId, id: string): Promise<Agent> {
    return toAgent(await this.read(tx, tenantId, id));
  }

  /** Changes of one agent happen one after another. */
  async change<T>(
    tenantId: TenantId,
    id: string,
    work: (tx: Transaction, agent: AgentRecord) => Promise<T>,
  ): Promise<T> {
    const result = await this.database.withTenant(tenantId, async (tx) => {
      const before = await this.agents.findLocked(tx, tenantId, id);
      if (!before) throw new AppError('agent_not_found');
      const done = await work(tx, before);
      await this.agents.announceChange(tx, tenantId, id);
      return done;
    });
    this.forCalls.forget(tenantId, id);
    return result;
  }

  /** Fields that are left out keep their value. */
  async write(
    tx: Transaction,
    tenantId: TenantId,
    id: string,
    { toolIds, ...fields }: Partial<Omit<AgentRecord, 'id' | 'createdAt' | 'published'>>,
  ): Promise<void> {
    await this.agents.updateDraft(tx, tenantId, id, { ...fields, updatedAt: this.clock.now() });
    if (toolIds) await this.links.replaceDraft(tx, tenantId, id, toolIds);
  }

  /** An old version may name tools that were deleted since; it can come back without them. */
  async withoutLostTools(tx: Transaction, tenantId: TenantId, content: AgentContent): Promise<AgentContent> {
    const lost = await this.tools.findMissing(tx, tenantId, content.toolIds);
    return { ...content, toolIds: content.toolIds.filter((id) => !lost.includes(id)) };
  }
}
