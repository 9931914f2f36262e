import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import type { AgentRecord } from '../domain/agent-record.js';
import { AgentToolsRepository } from './agent-tools.repository.js';
import { AgentVersionsRepository } from './agent-versions.repository.js';
import { AgentEntity } from './agent.entity.js';
import { READ_AGENTS, toRecord, type AgentRow } from './read-agents.js';

/** The tools are rows of their own, and so are versions; everything else of a draft stands in the agent's row. */
export type DraftChanges = Partial<Omit<AgentRecord, 'id' | 'createdAt' | 'toolIds' | 'published'>>;

export interface FurthestAgent {
  id: string;
  isPublished: boolean;
  /** Some site may embed it. */
  hasOrigins: boolean;
}

/** Says `<tenant> <agent>` when an agent has changed. */
export const AGENTS_CHANNEL = 'orbis_agents';

@Injectable()
export class AgentsRepository {
  constructor(
    private readonly tools: AgentToolsRepository,
    private readonly versions: AgentVersionsRepository,
  ) {}

  async insert(tx: EntityManager, tenantId: TenantId, agent: AgentRecord): Promise<void> {
    const { toolIds, published: _published, ...row } = agent;
    await tx.insert(AgentEntity, { ...row, tenantId });
    await this.tools.replaceDraft(tx, tenantId, agent.id, toolIds);
  }

  async find(tx: EntityManager, tenantId: TenantId, id: string): Promise<AgentRecord | undefined> {
    return (await this.read(tx, tenantId, { id, take: 1 }))[0];
  }

  /** As `find`, and nobody else changes or publishes the agent until the transaction ends. */
  async findLocked(tx: EntityManager, tenantId: TenantId, id: string): Promise<AgentRecord | undefined> {
    await tx.query('select 1 from agents where tenant_id = $1 and id = $2 for update', [tenantId, id]);
    return this.find(tx, tenantId, id);
  }

  /** Whose agent it is, asked where no tenant is known yet: through the lookup door only. */
  async tenantOf(tx: EntityManager, id: string): Promise<string | undefined> {
    const where = { id, deletedAt: IsNull() };
    return (await tx.findOne(AgentEntity, { select: { id: true, tenantId: true }, where }))?.tenantId;
  }

  /** Newest first, from behind the agent `before`. */
  async page(
    tx: EntityManager,
    tenantId: TenantId,
    before: string | undefined,
    take: number,
  ): Promise<AgentRecord[]> {
    return this.read(tx, tenantId, { before, take });
  }

  /** The agent that is nearest to visitors, the newest of several. */
  async furthest(tx: EntityManager, tenantId: TenantId): Promise<FurthestAgent | undefined> {
    const rows = await tx.query<FurthestAgent[]>(
      `select id, published_version is not null as "isPublished", allowed_origins <> '{}' as "hasOrigins"
       from agents where tenant_id = $1 and deleted_at is null order by 2 desc, 3 desc, id desc limit 1`,
      [tenantId],
    );
    return rows[0];
  }

  /** Names by id, of deleted agents too. */
  async names(tx: EntityManager, tenantId: TenantId, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.find(AgentEntity, {
      select: { id: true, name: true },
      where: { tenantId, id: In([...ids]) },
    });
    return new Map(rows.map((row) => [row.id, row.name]));
  }

  async updateDraft(tx: EntityManager, tenantId: TenantId, id: string, changes: DraftChanges): Promise<void> {
    await tx.update(AgentEntity, { tenantId, id }, changes);
  }

  /** Says which version visitors get; null: none. */
  async setPublished(
    tx: EntityManager,
    tenantId: TenantId,
    id: string,
    version: { number: number; toolIds: string[] } | null,
  ): Promise<void> {
    await tx.update(AgentEntity, { tenantId, id }, { publishedVersion: version?.number ?? null });
    await this.tools.replacePublished(tx, tenantId, id, version?.toolIds ?? []);
  }

  /** Tells all processes, once this transaction commits. */
  async announceChange(tx: EntityManager, tenantId: TenantId, id: string): Promise<void> {
    await tx.query('select pg_notify($1, $2)', [AGENTS_CHANNEL, `${tenantId} ${id}`]);
  }

  /** Takes the agent's words, versions too, and keeps its name, which the list of its calls goes on showing. */
  async bury(tx: EntityManager, tenantId: TenantId, id: string, at: Date): Promise<boolean> {
    const analysis = { enabled: false, criteria: [], fields: [] };
    const words = { systemPrompt: '', firstMessage: '', consentText: '', allowedOrigins: [], analysis };
    const buried = await tx.update(
      AgentEntity,
      { tenantId, id, deletedAt: IsNull() },
      { ...words, publishedVersion: null, deletedAt: at },
    );
    if (buried.affected !== 1) return false;
    await this.versions.removeAll(tx, tenantId, id);
    await this.tools.removeAll(tx, tenantId, id);
    return true;
  }

  /** One statement for an agent with its tools and what visitors get: a list must not ask for each of them. */
  private async read(
    tx: EntityManager,
    tenantId: TenantId,
    { id, before, take }: { id?: string; before?: string | undefined; take: number },
  ): Promise<AgentRecord[]> {
    const rows = await tx.query<AgentRow[]>(READ_AGENTS, [tenantId, id ?? null, before ?? null, take]);
    return rows.map(toRecord);
  }
}
