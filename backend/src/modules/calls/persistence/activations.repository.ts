import type { CallEndReason } from '@orbisvoice/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CallKey } from './call-log.repository.js';

export interface FirstCall {
  callId: string;
  startedAt: Date;
}

@Injectable()
export class ActivationsRepository {
  async exists(tx: EntityManager, tenantId: string): Promise<boolean> {
    const rows = await tx.query<unknown[]>('select 1 from activations where tenant_id = $1', [tenantId]);
    return rows.length > 0;
  }

  /** The call, where it ended in one of these ways, lasted that long, and both sides have a committed turn. */
  async realCall(
    tx: EntityManager,
    { tenantId, callId }: CallKey,
    ends: readonly CallEndReason[],
    minDurationMs: number,
  ): Promise<FirstCall | undefined> {
    const [row] = await tx.query<{ started_at: Date }[]>(
      `select started_at from calls c
       where tenant_id = $1 and id = $2 and status = 'ended' and end_reason = any($3) and duration_ms >= $4
         and (select count(distinct role) from turns t where t.tenant_id = $1 and t.call_id = $2) = 2`,
      [tenantId, callId, ends, minDurationMs],
    );
    return row && { callId, startedAt: row.started_at };
  }

  /** False where another call was first. */
  async insert(tx: EntityManager, tenantId: string, { callId, startedAt }: FirstCall): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into activations (tenant_id, call_id, started_at) values ($1, $2, $3)
       on conflict (tenant_id) do nothing returning call_id`,
      [tenantId, callId, startedAt],
    );
    return rows.length > 0;
  }
}
