import { Injectable } from '@nestjs/common';
import type { AgentContent } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { AuditLog, type AuditActor } from '../../tenants/index.js';
import { sameContent } from '../domain/agent-content.js';
import type { AgentVersionRecord } from '../domain/agent-record.js';
import { AgentVersionsRepository } from '../persistence/agent-versions.repository.js';
import { AgentsRepository } from '../persistence/agents.repository.js';

export interface Publication {
  content: AgentContent;
  note: string;
  restoredFrom: number | null;
}

/** What visitors get. Every verb runs in the transaction that holds the agent's row, so that numbers have no gaps. */
@Injectable()
export class AgentPublisher {
  constructor(
    private readonly agents: AgentsRepository,
    private readonly versions: AgentVersionsRepository,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** What the newest version says already is not said twice: that version is published again. */
  async publish(
    tx: Transaction,
    tenantId: TenantId,
    actor: AuditActor,
    agentId: string,
    { content, note, restoredFrom }: Publication,
  ): Promise<void> {
    const newest = await this.versions.newest(tx, tenantId, agentId);
    const version: AgentVersionRecord =
      newest && sameContent(newest.content, content)
        ? newest
        : {
            number: (newest?.number ?? 0) + 1,
            content,
            note,
            restoredFrom,
            publishedAt: this.clock.now(),
            publishedBy: actor,
          };
    if (version !== newest) await this.versions.insert(tx, tenantId, agentId, version);
    await this.agents.setPublished(tx, tenantId, agentId, {
      number: version.number,
      toolIds: content.toolIds,
    });
    const fact = { agentId, version: version.number, publishedAt: this.clock.now().toISOString() };
    await this.outbox.append(tx, tenantId, 'agent.published', fact);
    const action = restoredFrom === null ? 'agent.published' : 'agent.rolled_back';
    await this.audit.record(tx, tenantId, { actor, action, targetType: 'agent', targetId: agentId });
  }

  async withdraw(tx: Transaction, tenantId: TenantId, actor: AuditActor, agentId: string): Promise<void> {
    await this.agents.setPublished(tx, tenantId, agentId, null);
    const action = 'agent.withdrawn';
    await this.audit.record(tx, tenantId, { actor, action, targetType: 'agent', targetId: agentId });
  }
}
