import { Injectable } from '@nestjs/common';
import { CreateAgent, type Agent } from '@orbisvoice/contracts';
import type { z } from 'zod';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { AgentsRepository, type FurthestAgent } from '../persistence/agents.repository.js';
import type { AgentForCall } from './agent-for-call.js';
import { AgentsForCalls } from './agents-for-calls.service.js';
import { AgentsService } from './agents.service.js';

/** Agents for the other modules. What another process published or edited shows within a second. */
@Injectable()
export class AgentsFacade {
  constructor(
    private readonly agents: AgentsService,
    private readonly forCalls: AgentsForCalls,
    private readonly repository: AgentsRepository,
  ) {}

  /** The version that visitors get. */
  async getPublished(tenantId: TenantId, agentId: string): Promise<AgentForCall | undefined> {
    return (await this.forCalls.get(tenantId, agentId))?.published;
  }

  /** What the agent's own team tries: what was saved last, published or not. */
  async getDraft(tenantId: TenantId, agentId: string): Promise<AgentForCall | undefined> {
    return (await this.forCalls.get(tenantId, agentId))?.draft;
  }

  /** @throws AppError `agent_not_found` or `agent_not_published`. */
  async requirePublished(tenantId: TenantId, agentId: string): Promise<AgentForCall> {
    const agent = await this.forCalls.get(tenantId, agentId);
    if (!agent) throw new AppError('agent_not_found');
    if (!agent.published) throw new AppError('agent_not_published');
    return agent.published;
  }

  /** What a call that began with `version` goes on with; null: with the draft. Undefined once the agent is deleted. */
  async getVersion(
    tenantId: TenantId,
    agentId: string,
    version: number | null,
  ): Promise<AgentForCall | undefined> {
    const agent = await this.forCalls.get(tenantId, agentId);
    if (!agent || version === null) return agent?.draft;
    if (agent.published?.version === version) return agent.published;
    return this.forCalls.getVersion(tenantId, agentId, version);
  }

  /** As `getPublished`, for visitors' browsers: they know the agent's id and nothing else. */
  async findPublished(agentId: string): Promise<{ tenantId: TenantId; agent: AgentForCall } | undefined> {
    const tenantId = await this.forCalls.tenantOf(agentId);
    const agent = tenantId && (await this.getPublished(tenantId, agentId));
    return tenantId && agent && { tenantId, agent };
  }

  /** Makes an agent on behalf of the system; fields that are left out get the contract's defaults. */
  create(tenantId: TenantId, agent: z.input<typeof CreateAgent>): Promise<Agent> {
    return this.agents.create(tenantId, { kind: 'system' }, CreateAgent.parse(agent));
  }

  /** How far a team has come with its agents. In a transaction of the tenant. */
  furthest(tx: Transaction, tenantId: TenantId): Promise<FurthestAgent | undefined> {
    return this.repository.furthest(tx, tenantId);
  }

  /** Names by id, of deleted agents too. In a transaction of the tenant. */
  namesOf(tx: Transaction, tenantId: TenantId, ids: readonly string[]): Promise<Map<string, string>> {
    return this.repository.names(tx, tenantId, ids);
  }
}
