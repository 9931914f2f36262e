import { Injectable } from '@nestjs/common';
import type { Agent, CreateAgent, Page, PageQuery, UpdateAgent } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { AppError, idOfCursor, pageById } from '../../../platform/http/index.js';
import { AuditLog, type AuditActor } from '../../tenants/index.js';
import { AgentsRepository } from '../persistence/agents.repository.js';
import { AgentRules } from './agent-rules.service.js';
import { toAgent } from './agent.mapping.js';
import { AgentsForCalls } from './agents-for-calls.service.js';

/** Agents as their editors see them. */
@Injectable()
export class AgentsService {
  constructor(
    private readonly database: TenantDatabase,
    private readonly agents: AgentsRepository,
    private readonly rules: AgentRules,
    private readonly forCalls: AgentsForCalls,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  list(tenantId: TenantId, { limit, cursor }: PageQuery): Promise<Page<Agent>> {
    const before = idOfCursor(cursor);
    return this.database.withTenant(tenantId, async (tx) => {
      const rows = await this.agents.page(tx, tenantId, before, limit + 1);
      return pageById(rows, limit, (row) => row.id, toAgent);
    });
  }

  get(tenantId: TenantId, id: string): Promise<Agent> {
    return this.database.withTenant(tenantId, (tx) => this.read(tx, tenantId, id));
  }

  create(tenantId: TenantId, actor: AuditActor, input: CreateAgent): Promise<Agent> {
    const now = this.clock.now();
    const agent = { ...input, id: newId(now.getTime()), createdAt: now, updatedAt: now };
    return this.database.withTenant(tenantId, async (tx) => {
      await this.rules.check(tx, tenantId, input);
      await this.agents.insert(tx, tenantId, agent);
      await this.record(tx, tenantId, actor, 'agent.created', agent.id);
      return toAgent(agent);
    });
  }

  async update(tenantId: TenantId, actor: AuditActor, id: string, input: UpdateAgent): Promise<Agent> {
    const { toolIds, ...changes } = input;
    const agent = await this.database.withTenant(tenantId, async (tx) => {
      const found = await this.agents.update(tx, tenantId, id, { ...changes, updatedAt: this.clock.now() });
      if (!found) throw new AppError('agent_not_found');
      await this.rules.check(tx, tenantId, input);
      if (toolIds) await this.agents.replaceTools(tx, tenantId, id, toolIds);
      await this.record(tx, tenantId, actor, 'agent.updated', id);
      return this.read(tx, tenantId, id);
    });
    this.forCalls.forget(tenantId, id);
    return agent;
  }

  async remove(tenantId: TenantId, actor: AuditActor, id: string): Promise<void> {
    await this.database.withTenant(tenantId, async (tx) => {
      if (!(await this.agents.bury(tx, tenantId, id, this.clock.now())))
        throw new AppError('agent_not_found');
      await this.record(tx, tenantId, actor, 'agent.deleted', id);
    });
    this.forCalls.forget(tenantId, id);
  }

  private async read(tx: Transaction, tenantId: TenantId, id: string): Promise<Agent> {
    const agent = await this.agents.find(tx, tenantId, id);
    if (!agent) throw new AppError('agent_not_found');
    return toAgent(agent);
  }

  private record(tx: Transaction, tenantId: TenantId, actor: AuditActor, action: string, id: string) {
    return this.audit.record(tx, tenantId, { actor, action, targetType: 'agent', targetId: id });
  }
}
