import { Injectable } from '@nestjs/common';
import { CreateAgent, type Agent } from '@orbisvoice/contracts';
import type { z } from 'zod';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { AgentsRepository } from '../persistence/agents.repository.js';
import { AgentsForCalls } from './agents-for-calls.service.js';
import { AgentsService } from './agents.service.js';

/** Everything about an agent that a call may need. Frozen in time: an edit shows in the next call. */
export type AgentForCall = Readonly<Agent>;

/** Agents for the other modules. */
@Injectable()
export class AgentsFacade {
  constructor(
    private readonly agents: AgentsService,
    private readonly forCalls: AgentsForCalls,
    private readonly repository: AgentsRepository,
  ) {}

  /** An agent that visitors may call. An edit made by another process shows within a second. */
  getPublished(tenantId: TenantId, agentId: string): Promise<AgentForCall | undefined> {
    return this.getForCall(tenantId, agentId, { allowDraft: false });
  }

  /** As `getPublished`, and drafts too where its own team tries it. */
  async getForCall(
    tenantId: TenantId,
    agentId: string,
    { allowDraft }: { allowDraft: boolean },
  ): Promise<AgentForCall | undefined> {
    const agent = await this.forCalls.get(tenantId, agentId);
    return agent && (allowDraft || agent.status === 'published') ? agent : undefined;
  }

  /** Makes an agent on behalf of the system; fields that are left out get the contract's defaults. */
  create(tenantId: TenantId, agent: z.input<typeof CreateAgent>): Promise<Agent> {
    return this.agents.create(tenantId, { kind: 'system' }, CreateAgent.parse(agent));
  }

  /** Names by id, of deleted agents too. In a transaction of the tenant. */
  namesOf(tx: Transaction, tenantId: TenantId, ids: readonly string[]): Promise<Map<string, string>> {
    return this.repository.names(tx, tenantId, ids);
  }
}
