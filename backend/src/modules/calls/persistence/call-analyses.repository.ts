import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AnalysisRecord } from '../domain/call-analysis.js';
import { CallAnalysisEntity } from './call-analysis.entity.js';
import type { CallKey } from './call-log.repository.js';

@Injectable()
export class CallAnalysesRepository {
  /** The call is held by the caller, so that an erasure takes the analysis along. */
  async save(tx: EntityManager, { tenantId, callId }: CallKey, record: AnalysisRecord): Promise<void> {
    await tx.upsert(CallAnalysisEntity, { tenantId, callId, ...record }, ['tenantId', 'callId']);
    if (record.costNanos)
      await tx.query(
        'update calls set analysis_nanos = analysis_nanos + $3 where tenant_id = $1 and id = $2',
        [tenantId, callId, record.costNanos],
      );
  }
}
