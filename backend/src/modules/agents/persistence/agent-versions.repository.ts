import { Injectable } from '@nestjs/common';
import { type EntityManager, LessThan } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import type { AuditActor } from '../../tenants/index.js';
import { contentOf } from '../domain/agent-content.js';
import type { AgentVersionRecord } from '../domain/agent-record.js';
import { AgentVersionEntity } from './agent-version.entity.js';

@Injectable()
export class AgentVersionsRepository {
  async insert(
    tx: EntityManager,
    tenantId: TenantId,
    agentId: string,
    version: AgentVersionRecord,
  ): Promise<void> {
    const { publishedBy: actor, ...row } = version;
    const who = { actorKind: actor.kind, actorId: actor.kind === 'system' ? null : actor.id };
    await tx.insert(AgentVersionEntity, { tenantId, agentId, ...row, ...who });
  }

  async find(
    tx: EntityManager,
    tenantId: TenantId,
    agentId: string,
    number: number,
  ): Promise<AgentVersionRecord | undefined> {
    const row = await tx.findOneBy(AgentVersionEntity, { tenantId, agentId, number });
    return row ? toVersion(row) : undefined;
  }

  async newest(
    tx: EntityManager,
    tenantId: TenantId,
    agentId: string,
  ): Promise<AgentVersionRecord | undefined> {
    return (await this.page(tx, tenantId, agentId, undefined, 1))[0];
  }

  /** Newest first, from behind version `before`. */
  async page(
    tx: EntityManager,
    tenantId: TenantId,
    agentId: string,
    before: number | undefined,
    take: number,
  ): Promise<AgentVersionRecord[]> {
    const where = { tenantId, agentId, ...(before !== undefined && { number: LessThan(before) }) };
    const rows = await tx.find(AgentVersionEntity, { where, order: { number: 'DESC' }, take });
    return rows.map(toVersion);
  }

  async removeAll(tx: EntityManager, tenantId: TenantId, agentId: string): Promise<void> {
    await tx.delete(AgentVersionEntity, { tenantId, agentId });
  }
}

export const toVersion = (row: Omit<AgentVersionEntity, 'tenantId' | 'agentId'>): AgentVersionRecord => ({
  number: row.number,
  content: contentOf(row.content),
  note: row.note,
  restoredFrom: row.restoredFrom,
  publishedAt: row.publishedAt,
  publishedBy: actor(row),
});

function actor({
  actorKind: kind,
  actorId: id,
}: Pick<AgentVersionEntity, 'actorKind' | 'actorId'>): AuditActor {
  return kind === 'system' || id === null ? { kind: 'system' } : { kind, id };
}
