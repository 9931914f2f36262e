import { Injectable } from '@nestjs/common';
import type { Agent, AgentStatus, CreateAgent, Page, PageQuery, UpdateAgent } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { idOfCursor, pageById } from '../../../platform/http/index.js';
import { AuditLog, type AuditActor } from '../../tenants/index.js';
import { contentOf } from '../domain/agent-content.js';
import type { AgentRecord } from '../domain/agent-record.js';
import { AgentsRepository } from '../persistence/agents.repository.js';
import { AgentDrafts } from './agent-drafts.js';
import { AgentPublisher } from './agent-publisher.js';
import { AgentRules } from './agent-rules.service.js';
import { toAgent } from './agent.mapping.js';

/** Agents as their editors see them. */
@Injectable()
export class AgentsService {
  constructor(
    private readonly drafts: AgentDrafts,
    private readonly agents: AgentsRepository,
    private readonly rules: AgentRules,
    private readonly publisher: AgentPublisher,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  list(tenantId: TenantId, { limit, cursor }: PageQuery): Promise<Page<Agent>> {
    const before = idOfCursor(cursor);
    return this.drafts.within(tenantId, async (tx) => {
      const rows = await this.agents.page(tx, tenantId, before, limit + 1);
      return pageById(rows, limit, (row) => row.id, toAgent);
    });
  }

  get(tenantId: TenantId, id: string): Promise<Agent> {
    return this.drafts.within(tenantId, (tx) => this.drafts.answer(tx, tenantId, id));
  }

  create(tenantId: TenantId, actor: AuditActor, { status, ...input }: CreateAgent): Promise<Agent> {
    const now = this.clock.now();
    const agent = { ...input, id: newId(now.getTime()), createdAt: now, updatedAt: now, published: null };
    return this.drafts.within(tenantId, async (tx) => {
      await this.rules.check(tx, tenantId, input);
      await this.agents.insert(tx, tenantId, agent);
      await this.record(tx, tenantId, actor, 'agent.created', agent.id);
      await this.setStatus(tx, tenantId, actor, agent, status);
      return this.drafts.answer(tx, tenantId, agent.id);
    });
  }

  update(tenantId: TenantId, actor: AuditActor, id: string, input: UpdateAgent): Promise<Agent> {
    const { status, ...changes } = input;
    return this.drafts.change(tenantId, id, async (tx, before) => {
      await this.rules.check(tx, tenantId, input);
      await this.drafts.write(tx, tenantId, id, changes);
      await this.record(tx, tenantId, actor, 'agent.updated', id);
      await this.setStatus(tx, tenantId, actor, { ...before, ...changes }, status);
      return this.drafts.answer(tx, tenantId, id);
    });
  }

  remove(tenantId: TenantId, actor: AuditActor, id: string): Promise<void> {
    return this.drafts.change(tenantId, id, async (tx) => {
      await this.agents.bury(tx, tenantId, id, this.clock.now());
      await this.record(tx, tenantId, actor, 'agent.deleted', id);
    });
  }

  /** The status that a request asks for is something to do: see `UpdateAgent`. */
  private async setStatus(
    tx: Transaction,
    tenantId: TenantId,
    actor: AuditActor,
    agent: AgentRecord,
    status: AgentStatus | undefined,
  ): Promise<void> {
    const content = contentOf(agent);
    if (status === 'published')
      await this.publisher.publish(tx, tenantId, actor, agent.id, { content, note: '', restoredFrom: null });
    if (status === 'draft' && agent.published) await this.publisher.withdraw(tx, tenantId, actor, agent.id);
  }

  private record(tx: Transaction, tenantId: TenantId, actor: AuditActor, action: string, id: string) {
    return this.audit.record(tx, tenantId, { actor, action, targetType: 'agent', targetId: id });
  }
}
