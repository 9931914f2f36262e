import { Injectable } from '@nestjs/common';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { AuditLog, type AuditActor } from '../../tenants/index.js';
import { AgentLinksRepository } from '../persistence/agent-links.repository.js';
import { ToolsRepository } from '../persistence/tools.repository.js';
import { DeclaredTools } from './declared-tools.js';

const NAMED_AGENTS = 10;

/** What stands between a change and its tool, and the line that it leaves. In the transaction of the change. */
@Injectable()
export class ToolChangeLog {
  constructor(
    private readonly database: TenantDatabase,
    private readonly declared: DeclaredTools,
    private readonly tools: ToolsRepository,
    private readonly links: AgentLinksRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Calls that begin after it in this process know of the edit; in others within a second. */
  async edit<T>(tenantId: TenantId, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const done = await this.database.withTenant(tenantId, work);
    this.declared.forget();
    return done;
  }

  /** Two editors at the same moment pass both; the database then refuses the second as a plain conflict. */
  async ensureNameFree(
    tx: Transaction,
    tenantId: TenantId,
    { id, name }: { id: string; name: string },
  ): Promise<void> {
    if (!(await this.tools.nameTaken(tx, tenantId, name, id))) return;
    throw new AppError('tool_name_taken', {
      details: [{ path: 'name', message: 'is the name of another tool' }],
    });
  }

  async ensureUnused(tx: Transaction, tenantId: TenantId, id: string): Promise<void> {
    const agents = await this.links.agentsWith(tx, tenantId, id);
    if (agents.length === 0) return;
    const details = agents.slice(0, NAMED_AGENTS).map((name) => ({ path: 'agents', message: name }));
    throw new AppError('tool_in_use', { details });
  }

  record(
    tx: Transaction,
    tenantId: TenantId,
    actor: AuditActor,
    action: `tool.${string}`,
    id: string,
  ): Promise<void> {
    return this.audit.record(tx, tenantId, { actor, action, targetType: 'tool', targetId: id });
  }
}
