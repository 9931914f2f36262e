import { Injectable } from '@nestjs/common';
import { type EntityManager, In, MoreThan } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import type { CallFact } from '../domain/call-fact.js';
import { CallEntity } from './call.entity.js';

/** Calls that are over, erased ones too, as numbers. */
@Injectable()
export class CallFactsRepository {
  async ofCalls(tx: EntityManager, tenantId: TenantId, callIds: readonly string[]): Promise<CallFact[]> {
    const rows = await tx.findBy(CallEntity, { tenantId, id: In([...callIds]), status: 'ended' });
    return rows.map(toFact);
  }

  /** In the order of ids, from behind `after`. */
  async page(tx: EntityManager, tenantId: TenantId, after: string, take: number): Promise<CallFact[]> {
    const where = { tenantId, id: MoreThan(after), status: 'ended' } as const;
    return (await tx.find(CallEntity, { where, order: { id: 'ASC' }, take })).map(toFact);
  }

  /** Runs as the relay role, over all tenants. */
  async tenants(relay: EntityManager): Promise<string[]> {
    const rows = await relay.query<{ id: string }[]>('select distinct tenant_id as id from calls');
    return rows.map(({ id }) => id);
  }
}

const toFact = (row: CallEntity): CallFact => ({
  callId: row.id,
  agentId: row.agentId,
  askedAt: row.createdAt,
  // The table's check holds both for calls that are over.
  endReason: row.endReason ?? 'error',
  durationMs: row.durationMs ?? 0,
  failure: row.failure,
  visitorSpoke: row.visitorSpoke,
  rating: row.rating,
  answersMs: row.answersMs ?? [],
  earsMs: row.earsMs ?? [],
  priced: row.unpricedReports === 0,
  costNanos: row.costNanos,
  costs: {
    inputTextNanos: row.inputTextNanos,
    inputAudioNanos: row.inputAudioNanos,
    outputTextNanos: row.outputTextNanos,
    outputAudioNanos: row.outputAudioNanos,
  },
});
