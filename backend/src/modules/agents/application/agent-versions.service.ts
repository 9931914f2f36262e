import { Injectable } from '@nestjs/common';
import type {
  Agent,
  AgentVersion,
  AgentVersionSummary,
  Page,
  PageQuery,
  PublishAgent,
  RollBackAgent,
} from '@orbisvoice/contracts';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { ActorNames, type AuditActor } from '../../tenants/index.js';
import { contentOf, sameContent } from '../domain/agent-content.js';
import { AgentVersionsRepository } from '../persistence/agent-versions.repository.js';
import { toVersion, toVersionSummary } from './agent.mapping.js';
import { AgentDrafts } from './agent-drafts.js';
import { AgentPublisher } from './agent-publisher.js';
import { numberOfCursor, pageByNumber } from './version-page.js';

/** What an agent has said to visitors so far, and what it says to them next. */
@Injectable()
export class AgentVersionsService {
  constructor(
    private readonly drafts: AgentDrafts,
    private readonly versions: AgentVersionsRepository,
    private readonly publisher: AgentPublisher,
    private readonly names: ActorNames,
  ) {}

  list(tenantId: TenantId, id: string, { limit, cursor }: PageQuery): Promise<Page<AgentVersionSummary>> {
    const before = numberOfCursor(cursor);
    return this.drafts.within(tenantId, async (tx) => {
      const agent = await this.drafts.read(tx, tenantId, id);
      const rows = await this.versions.page(tx, tenantId, id, before, limit + 1);
      const label = await this.names.of(
        tx,
        rows.map((row) => row.publishedBy),
      );
      return pageByNumber(rows, limit, (row) => toVersionSummary(row, agent.published, label));
    });
  }

  get(tenantId: TenantId, id: string, number: number): Promise<AgentVersion> {
    return this.drafts.within(tenantId, async (tx) => {
      const agent = await this.drafts.read(tx, tenantId, id);
      const version = await this.find(tx, tenantId, id, number);
      const label = await this.names.of(tx, [version.publishedBy]);
      return toVersion(version, agent.published, label);
    });
  }

  publish(
    tenantId: TenantId,
    actor: AuditActor,
    id: string,
    { note, ifUpdatedAt }: PublishAgent,
  ): Promise<Agent> {
    return this.drafts.change(tenantId, id, async (tx, agent) => {
      if (ifUpdatedAt !== undefined && Date.parse(ifUpdatedAt) !== agent.updatedAt.getTime())
        throw new AppError('conflict', {
          message: 'Somebody has changed the draft since. Look at it again.',
        });
      const content = contentOf(agent);
      await this.publisher.publish(tx, tenantId, actor, id, { content, note, restoredFrom: null });
      return this.drafts.answer(tx, tenantId, id);
    });
  }

  /** The draft follows, unless it holds work that no version says. */
  rollBack(
    tenantId: TenantId,
    actor: AuditActor,
    id: string,
    { version: number, note }: RollBackAgent,
  ): Promise<Agent> {
    return this.drafts.change(tenantId, id, async (tx, agent) => {
      const version = await this.find(tx, tenantId, id, number);
      const newest = await this.versions.newest(tx, tenantId, id);
      const content = await this.drafts.withoutLostTools(tx, tenantId, version.content);
      if (newest && sameContent(agent, newest.content)) await this.drafts.write(tx, tenantId, id, content);
      await this.publisher.publish(tx, tenantId, actor, id, { content, note, restoredFrom: number });
      return this.drafts.answer(tx, tenantId, id);
    });
  }

  private async find(tx: Transaction, tenantId: TenantId, id: string, number: number) {
    const version = await this.versions.find(tx, tenantId, id, number);
    if (!version) throw new AppError('agent_version_not_found');
    return version;
  }
}
