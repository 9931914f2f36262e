import type { CallQuery } from '@orbisvoice/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, type SelectQueryBuilder } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import type { CallRecord, TurnRecord } from '../domain/call-record.js';
import type { CallEvent } from '../domain/call-log.js';
import { firstIdAt } from '../domain/first-id-at.js';
import { CallEventEntity } from './call-event.entity.js';
import { CallEntity } from './call.entity.js';
import { TranscriptEntity } from './transcript.entity.js';
import { TurnEntity } from './turn.entity.js';

export type CallFilters = Omit<CallQuery, 'limit' | 'cursor'>;

/** What is read of calls, and how they are erased. Erased calls are found by nobody. */
@Injectable()
export class CallHistoryRepository {
  /** Newest first, from behind the call `before`. */
  async page(
    tx: EntityManager,
    tenantId: TenantId,
    filters: CallFilters,
    before: string | undefined,
    take: number,
  ): Promise<CallRecord[]> {
    const query = tx
      .createQueryBuilder(CallEntity, 'call')
      .where('call.tenantId = :tenantId and call.erasedAt is null', { tenantId })
      .orderBy('call.id', 'DESC')
      .limit(take);
    if (before) query.andWhere('call.id < :before', { before });
    return (await filtered(query, filters).getMany()).map(toRecord);
  }

  async find(tx: EntityManager, tenantId: TenantId, id: string): Promise<CallRecord | undefined> {
    const row = await tx.findOneBy(CallEntity, { tenantId, id, erasedAt: IsNull() });
    return row ? toRecord(row) : undefined;
  }

  async turns(tx: EntityManager, tenantId: TenantId, callId: string): Promise<TurnRecord[]> {
    const rows = await tx.find(TurnEntity, { where: { tenantId, callId }, order: { seq: 'ASC' } });
    return rows.map(({ seq, turn, role, text, interrupted, startedAt, endedAt }) => ({
      seq,
      turn,
      role,
      text,
      interrupted,
      startedAt,
      endedAt,
    }));
  }

  async events(tx: EntityManager, tenantId: TenantId, callId: string): Promise<CallEvent[]> {
    const rows = await tx.find(CallEventEntity, { where: { tenantId, callId }, order: { seq: 'ASC' } });
    return rows.map(({ seq, at, kind, turn, data }) => ({ seq, at, kind, turn, data }));
  }

  async hasTranscript(tx: EntityManager, tenantId: TenantId, callId: string): Promise<boolean> {
    return tx.existsBy(TranscriptEntity, { tenantId, callId });
  }

  /** False where there is no such call or it is not over. The row itself stays, for counts and minutes. */
  async erase(tx: EntityManager, tenantId: TenantId, id: string, at: Date): Promise<boolean> {
    const erased = await tx.update(
      CallEntity,
      { tenantId, id, status: 'ended', erasedAt: IsNull() },
      { userId: null, origin: null, erasedAt: at },
    );
    if (erased.affected !== 1) return false;
    for (const words of [TurnEntity, CallEventEntity, TranscriptEntity])
      await tx.delete(words, { tenantId, callId: id });
    return true;
  }
}

function filtered(
  query: SelectQueryBuilder<CallEntity>,
  { agentId, status, channel, from, to, q }: CallFilters,
): SelectQueryBuilder<CallEntity> {
  if (agentId) query.andWhere('call.agentId = :agentId', { agentId });
  if (status) query.andWhere('call.status = :status', { status });
  if (channel) query.andWhere('call.channel = :channel', { channel });
  // Ids begin with the time of creation, so one index answers every range and keeps the order.
  if (from) query.andWhere('call.id >= :from', { from: firstIdAt(from) });
  if (to) query.andWhere('call.id < :to', { to: firstIdAt(to) });
  if (q) query.andWhere('call.id in (select calls_that_say(:q))', { q });
  return query;
}

const toRecord = (row: CallEntity): CallRecord => ({
  id: row.id,
  agentId: row.agentId,
  channel: row.channel,
  status: row.status,
  endReason: row.endReason,
  userId: row.userId,
  origin: row.origin,
  createdAt: row.createdAt,
  startedAt: row.startedAt,
  endedAt: row.endedAt,
  durationMs: row.durationMs,
  turnCount: row.turnCount,
  voiceToVoiceP50Ms: row.voiceToVoiceP50Ms,
  healthScore: row.healthScore,
});
