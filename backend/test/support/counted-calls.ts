import type pg from 'pg';
import { newId } from '../../src/platform/crypto/index.js';
import type { TenantId } from '../../src/platform/database/index.js';

/** A call that is over, by what is counted of it. */
export interface OverCall {
  id: string;
  agentId: string;
  askedAt: number;
  endReason: string;
  failure: 'error' | 'silent' | null;
  durationMs: number;
  spoke: boolean;
  rating: number | null;
  answersMs: number[];
  nanos: number;
  analysisNanos: number;
  priced: boolean;
}

/** Puts a call into the table as if it had ended there, without an event. */
export async function insertOverCall(owner: pg.Client, tenant: TenantId, call: OverCall): Promise<void> {
  const askedAt = new Date(call.askedAt);
  await owner.query(
    `insert into calls (id, tenant_id, agent_id, channel, status, created_at, started_at, ended_at, end_reason,
       duration_ms, failure, visitor_spoke, rating, answers_ms, ears_ms, cost_nanos, input_audio_nanos,
       priced_reports, unpriced_reports, analysis_nanos)
     values ($1, $2, $3, 'widget', 'ended', $4, $4, $4::timestamptz + $5 * interval '1 ms', $6,
       $5, $7, $8, $9, $10, '{}', $11, $11, $12, $13, $14)`,
    [
      call.id,
      tenant,
      call.agentId,
      askedAt,
      call.durationMs,
      call.endReason,
      call.failure,
      call.spoke,
      call.rating,
      call.answersMs,
      call.nanos,
      Number(call.priced),
      Number(!call.priced),
      call.analysisNanos,
    ],
  );
}

export const overCall = (agentId: string, askedAt: number, facts: Partial<OverCall> = {}): OverCall => ({
  id: newId(askedAt),
  agentId,
  askedAt,
  endReason: 'client_ended',
  failure: null,
  durationMs: 60_000,
  spoke: true,
  rating: null,
  answersMs: [],
  nanos: 0,
  analysisNanos: 0,
  priced: true,
  ...facts,
});
