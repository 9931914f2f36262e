import type { CallQuery } from '@orbisvoice/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull, type SelectQueryBuilder } from 'typeorm';
import { firstIdAt } from '../../../platform/crypto/index.js';
import type { TenantId } from '../../../platform/database/index.js';
import type { KeptAnalysis } from '../domain/call-analysis.js';
import type { CallRecord, TurnRecord } from '../domain/call-record.js';
import type { CallEvent } from '../domain/call-log.js';
import { FOUND_END, FOUND_START } from '../domain/excerpt.js';
import { CallEventEntity } from './call-event.entity.js';
import { CallRatingEntity } from './call-rating.entity.js';
import { CallAnalysisEntity } from './call-analysis.entity.js';
import { CallEntity } from './call.entity.js';
import { TranscriptEntity } from './transcript.entity.js';
import { TurnEntity } from './turn.entity.js';

export type CallFilters = Omit<CallQuery, 'limit' | 'cursor'>;

const EXCERPT = `StartSel="${FOUND_START}", StopSel="${FOUND_END}", MaxFragments=1, MinWords=8, MaxWords=22`;

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
    return (await filtered(query, filters, before).getMany()).map(toRecord);
  }

  /** Where the words of a search were said, marked. */
  async excerpts(
    tx: EntityManager,
    tenantId: TenantId,
    callIds: readonly string[],
    q: string,
  ): Promise<Map<string, string>> {
    const rows = await tx.query<{ id: string; marked: string }[]>(
      `select call_id as id, ts_headline('simple', text, websearch_to_tsquery('simple', $3), $4) as marked
       from transcripts where tenant_id = $1 and call_id = any($2)`,
      [tenantId, callIds, q, EXCERPT],
    );
    return new Map(rows.map(({ id, marked }) => [id, marked]));
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

  /** Those of them that were over and not erased yet. Their rows stay, for counts and minutes. */
  async erase(tx: EntityManager, tenantId: TenantId, ids: readonly string[], at: Date): Promise<string[]> {
    if (ids.length === 0) return [];
    const [erased] = (await tx.query(
      `update calls set user_id = null, origin = null, erased_at = $3
       where tenant_id = $1 and id = any($2) and status = 'ended' and erased_at is null returning id`,
      [tenantId, ids, at],
    )) as [{ id: string }[], number];
    const erasedIds = erased.map(({ id }) => id);
    const callId = In(erasedIds);
    for (const words of [TurnEntity, CallEventEntity, TranscriptEntity, CallRatingEntity, CallAnalysisEntity])
      await tx.delete(words, { tenantId, callId });
    await tx.query('delete from caller_marks where tenant_id = $1 and call_id = any($2)', [
      tenantId,
      erasedIds,
    ]);
    return erasedIds;
  }

  /** What was made of the call after its end; undefined until then, and where its agent wants nothing. */
  async analysis(tx: EntityManager, tenantId: TenantId, callId: string): Promise<KeptAnalysis | undefined> {
    const row = await tx.findOneBy(CallAnalysisEntity, { tenantId, callId });
    if (!row) return undefined;
    const { tenantId: _tenant, callId: _call, ...record } = row;
    return record;
  }
}

function filtered(
  query: SelectQueryBuilder<CallEntity>,
  { agentId, status, channel, from, to, failure, minRating, maxRating, q }: CallFilters,
  before: string | undefined,
): SelectQueryBuilder<CallEntity> {
  if (agentId) query.andWhere('call.agentId = :agentId', { agentId });
  if (status) query.andWhere('call.status = :status', { status });
  if (channel) query.andWhere('call.channel = :channel', { channel });
  // Ids begin with the time of creation, so one index answers every range and keeps the order.
  const range = [from && '>= :from', to && '< :to', before && '< :before'].filter(Boolean);
  for (const bound of range) query.andWhere(`call.id ${bound}`);
  const [first, end] = [from, to].map((at) => at && firstIdAt(Date.parse(at)));
  query.setParameters({ from: first, to: end, before });
  // Both conditions stand in an index of their own; the first is what Postgres recognises it by.
  if (failure) query.andWhere('call.failure is not null');
  if (failure && failure !== 'any') query.andWhere('call.failure = :failure', { failure });
  if (minRating ?? maxRating) {
    query.andWhere('call.rating is not null');
    query.andWhere('call.rating between :least and :most', { least: minRating ?? 1, most: maxRating ?? 5 });
  }
  if (q) {
    // The range once more: Postgres does not conclude it from the equal ids, and would look through all newer words.
    const saying = [
      `search @@ websearch_to_tsquery('simple', :q)`,
      ...range.map((bound) => `call_id ${bound}`),
    ];
    query.andWhere(`call.id in (select call_id from searchable_transcripts where ${saying.join(' and ')})`, {
      q,
    });
  }
  return query;
}

const toRecord = (row: CallEntity): CallRecord => ({
  id: row.id,
  agentId: row.agentId,
  agentVersion: row.agentVersion,
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
  latency: row.latency,
  model: row.model,
  figures: {
    inputTextTokens: row.inputTextTokens,
    inputAudioTokens: row.inputAudioTokens,
    outputTextTokens: row.outputTextTokens,
    outputAudioTokens: row.outputAudioTokens,
    pricedReports: row.pricedReports,
    unpricedReports: row.unpricedReports,
    costNanos: row.costNanos,
    pricesAsOf: row.pricesAsOf,
    costs: {
      inputTextNanos: row.inputTextNanos,
      inputAudioNanos: row.inputAudioNanos,
      outputTextNanos: row.outputTextNanos,
      outputAudioNanos: row.outputAudioNanos,
    },
  },
});
