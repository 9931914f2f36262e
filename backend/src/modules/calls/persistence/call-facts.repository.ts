import { Injectable } from '@nestjs/common';
import { type EntityManager, In, MoreThan } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import type { CallFact, UnclaimedCall } from '../domain/call-fact.js';
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

  /** In the order of ids, from behind `after`. */
  unclaimed(tx: EntityManager, tenantId: TenantId, after: string, take: number): Promise<UnclaimedCall[]> {
    return tx.query<UnclaimedCall[]>(
      `select call_id as "callId", agent_id as "agentId", asked_at as "askedAt" from calls_unclaimed
       where tenant_id = $1 and call_id > $2 order by call_id limit $3`,
      [tenantId, after, take],
    );
  }

  /** Runs as the relay role, over all tenants. */
  async tenants(relay: EntityManager): Promise<string[]> {
    const rows = await relay.query<{ id: string }[]>(
      'select tenant_id as id from calls union select tenant_id from calls_unclaimed',
    );
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
  analysisNanos: row.analysisNanos,
  costs: {
    inputTextNanos: row.inputTextNanos,
    inputAudioNanos: row.inputAudioNanos,
    outputTextNanos: row.outputTextNanos,
    outputAudioNanos: row.outputAudioNanos,
  },
});
