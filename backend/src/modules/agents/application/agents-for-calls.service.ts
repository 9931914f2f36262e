import { Injectable } from '@nestjs/common';
import type { Agent } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { AgentsRepository } from '../persistence/agents.repository.js';
import { AgentCache } from './agent-cache.js';
import { toAgent } from './agent.mapping.js';

/** Agents as calls see them: read often, so remembered for a moment. */
@Injectable()
export class AgentsForCalls {
  private readonly cache: AgentCache<Agent | undefined>;

  constructor(
    private readonly database: TenantDatabase,
    private readonly agents: AgentsRepository,
    clock: Clock,
  ) {
    this.cache = new AgentCache(clock);
  }

  get(tenantId: TenantId, id: string): Promise<Agent | undefined> {
    return this.cache.get(`${tenantId} ${id}`, () =>
      this.database.withTenant(tenantId, async (tx) => {
        const agent = await this.agents.find(tx, tenantId, id);
        return agent && toAgent(agent);
      }),
    );
  }

  forget(tenantId: TenantId, id: string): void {
    this.cache.forget(`${tenantId} ${id}`);
  }
}
