import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AnalysisRecord } from '../domain/call-analysis.js';
import { CallAnalysisEntity } from './call-analysis.entity.js';
import type { CallKey } from './call-log.repository.js';

@Injectable()
export class CallAnalysesRepository {
  /** The call is held by the caller, so that an erasure takes the analysis along. */
  async save(tx: EntityManager, { tenantId, callId }: CallKey, record: AnalysisRecord): Promise<void> {
    const row = { tenantId, callId, ...record, triedAt: null, triedReason: null };
    await tx.upsert(CallAnalysisEntity, row, ['tenantId', 'callId']);
    await spend(tx, { tenantId, callId }, record.costNanos);
  }

  /** Puts it on record that a later try came to nothing, beside the analysis that stays. */
  async saveTry(
    tx: EntityManager,
    { tenantId, callId }: CallKey,
    { reason, analysedAt, costNanos }: AnalysisRecord,
  ): Promise<void> {
    const tried = { triedAt: analysedAt, triedReason: reason };
    await tx.update(CallAnalysisEntity, { tenantId, callId }, tried);
    await spend(tx, { tenantId, callId }, costNanos);
  }
}

async function spend(tx: EntityManager, { tenantId, callId }: CallKey, nanos: number | null): Promise<void> {
  if (!nanos) return;
  await tx.query('update calls set analysis_nanos = analysis_nanos + $3 where tenant_id = $1 and id = $2', [
    tenantId,
    callId,
    nanos,
  ]);
}
