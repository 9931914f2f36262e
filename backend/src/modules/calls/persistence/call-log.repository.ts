import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import type { CallEnding, ConsentAnswer, EndedCall, NewCall } from '../domain/call-log.js';
import { FAULTS } from '../domain/call-record.js';
import { COSTS, LATENCY, measured } from './call-figures.js';
import { CallEntity } from './call.entity.js';
import { ConsentReceiptEntity } from './consent-receipt.entity.js';

export interface CallKey {
  tenantId: TenantId;
  callId: string;
}

/** A call together with the number under which the writer owns it. */
export interface OwnedCall extends CallKey {
  epoch: number;
}

type EndedRow = Pick<EndedCall, 'agentId' | 'channel' | 'durationMs'> & { startedAt: Date; endedAt: Date };

/**
 * Everything that a running call writes. Leases are measured by the database's clock, the only one that all gateways
 * share. Each fence is part of its write: between the look at the epoch and the write nobody can take the call.
 */
@Injectable()
export class CallLogRepository {
  async insert(tx: EntityManager, key: CallKey, call: NewCall, createdAt: Date): Promise<void> {
    await tx.insert(CallEntity, {
      ...call,
      id: key.callId,
      tenantId: key.tenantId,
      status: 'created',
      epoch: 0,
      turnCount: 0,
      createdAt,
    });
  }

  /** How the call ended where this ended it; nothing where the writer no longer owns it or it is over. */
  async end(
    tx: EntityManager,
    { tenantId, callId, epoch }: OwnedCall,
    ending: CallEnding,
  ): Promise<EndedCall | undefined> {
    const [row] = await tx.query<EndedRow[]>(
      `with ended as (
         update calls
         set status = 'ended', owner = null, lease_until = null, end_reason = $4,
             ended_at = greatest($5::timestamptz, started_at),
             duration_ms = extract(epoch from greatest($5::timestamptz, started_at) - started_at) * 1000,
             voice_to_voice_p50_ms = (
               select percentile_cont(0.5) within group (order by (latency ->> 'voiceToVoiceMs')::double precision)
               from turns where tenant_id = $1 and call_id = $2 and latency is not null),
             latency = (${LATENCY}),
             answers_ms = (${measured('voiceToVoiceMs')}),
             ears_ms = (${measured('voiceToEarMs')}),
             input_text_nanos = costs.input_text, input_audio_nanos = costs.input_audio,
             output_text_nanos = costs.output_text, output_audio_nanos = costs.output_audio,
             visitor_spoke = exists (
               select from turns where tenant_id = $1 and call_id = $2 and role = 'user'),
             health_score = greatest(0, 100 - trouble.cost),
             failure = case when $4 = any($6) then 'error' when trouble.silent then 'silent' end
         from (
           select coalesce(sum((data ->> 'cost')::integer), 0) as cost,
             coalesce(bool_or(kind like 'guard.%' and (data ->> 'cost')::integer > 0), false) as silent
           from call_events
           where tenant_id = $1 and call_id = $2 and (kind like 'guard.%' or kind like 'provider.%')) trouble,
           (${COSTS}) costs
         where tenant_id = $1 and id = $2 and epoch = $3 and status = 'live'
         returning agent_id as "agentId", channel, started_at as "startedAt", ended_at as "endedAt",
           duration_ms as "durationMs"
       ) select * from ended`,
      [tenantId, callId, epoch, ending.reason, ending.endedAt, FAULTS],
    );
    if (!row) return undefined;
    const { startedAt, endedAt, ...rest } = row;
    return {
      ...rest,
      endReason: ending.reason,
      startedAt: startedAt.toISOString(),
      endedAt: endedAt.toISOString(),
    };
  }

  async isEnded(tx: EntityManager, { tenantId, callId }: CallKey): Promise<boolean> {
    return tx.existsBy(CallEntity, { tenantId, id: callId, status: 'ended' });
  }

  async insertConsent(tx: EntityManager, key: CallKey, consent: ConsentAnswer): Promise<void> {
    const { accepted, version, at: answeredAt } = consent;
    await tx
      .createQueryBuilder()
      .insert()
      .into(ConsentReceiptEntity)
      .values({ ...key, accepted, version, answeredAt })
      .orIgnore()
      .execute();
  }
}
