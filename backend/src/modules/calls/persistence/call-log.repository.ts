import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import type { CallEnding, CallEvent, FinishedTurn, NewCall, WriteOutcome } from '../domain/call-log.js';
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

  /** The epoch of the new owner; nothing where the call was claimed before. */
  async claim(
    tx: EntityManager,
    { tenantId, callId }: CallKey,
    owner: string,
    userId: string | null,
    leaseMs: number,
  ): Promise<number | undefined> {
    const rows = await tx.query<{ epoch: number }[]>(
      `with claimed as (
         update calls
         set status = 'live', owner = $3, user_id = coalesce($4, user_id), epoch = epoch + 1,
             started_at = greatest(now(), created_at), lease_until = now() + $5 * interval '1 ms'
         where tenant_id = $1 and id = $2 and status = 'created'
         returning epoch
       ) select epoch from claimed`,
      [tenantId, callId, owner, userId, leaseMs],
    );
    return rows[0]?.epoch;
  }

  async renewLease(
    tx: EntityManager,
    { tenantId, callId, epoch }: OwnedCall,
    owner: string,
    leaseMs: number,
  ): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `with renewed as (
         update calls set lease_until = now() + $5 * interval '1 ms'
         where tenant_id = $1 and id = $2 and epoch = $3 and owner = $4 and status = 'live'
         returning id
       ) select id from renewed`,
      [tenantId, callId, epoch, owner, leaseMs],
    );
    return rows.length === 1;
  }

  async insertTurns(
    tx: EntityManager,
    { tenantId, callId, epoch }: OwnedCall,
    turns: readonly FinishedTurn[],
  ): Promise<WriteOutcome> {
    const rows = await tx.query<unknown[]>(
      `with held as (${HELD}), written as (
         insert into turns (tenant_id, call_id, seq, turn, role, text, interrupted, started_at, ended_at, latency, epoch)
         select $1, held.id, t.seq, t.turn, t.role, t.text, t.interrupted, t."startedAt", t."endedAt", t.latency, $3
         from held, jsonb_to_recordset($4::jsonb) as t(
           seq integer, turn integer, role text, text text, interrupted boolean,
           "startedAt" timestamptz, "endedAt" timestamptz, latency jsonb)
         on conflict do nothing
         returning seq
       ), counted as (
         update calls set turn_count = turn_count + (select count(*) from written)
         where tenant_id = $1 and id in (select id from held)
       ) select id from held`,
      [tenantId, callId, epoch, JSON.stringify(turns)],
    );
    return rows.length === 1 ? 'written' : 'stale';
  }

  async insertEvents(
    tx: EntityManager,
    { tenantId, callId, epoch }: OwnedCall,
    events: readonly CallEvent[],
  ): Promise<WriteOutcome> {
    const rows = await tx.query<unknown[]>(
      `with held as (${HELD}), written as (
         insert into call_events (tenant_id, call_id, seq, at, kind, turn, data, epoch)
         select $1, held.id, e.seq, e.at, e.kind, e.turn, e.data, $3
         from held, jsonb_to_recordset($4::jsonb) as e(
           seq integer, at timestamptz, kind text, turn integer, data jsonb)
         on conflict do nothing
       ) select id from held`,
      [tenantId, callId, epoch, JSON.stringify(events)],
    );
    return rows.length === 1 ? 'written' : 'stale';
  }

  /** The agent's id where this ended the call; nothing where the writer no longer owns it or it is over. */
  async end(
    tx: EntityManager,
    { tenantId, callId, epoch }: OwnedCall,
    ending: CallEnding,
  ): Promise<string | undefined> {
    const rows = await tx.query<{ agent_id: string }[]>(
      `with ended as (
         update calls
         set status = 'ended', owner = null, lease_until = null, end_reason = $4,
             ended_at = greatest($5::timestamptz, started_at),
             duration_ms = extract(epoch from greatest($5::timestamptz, started_at) - started_at) * 1000,
             voice_to_voice_p50_ms = (
               select percentile_cont(0.5) within group (order by (latency ->> 'voiceToVoiceMs')::double precision)
               from turns where tenant_id = $1 and call_id = $2 and latency is not null),
             health_score = greatest(0, 100 - (
               select coalesce(sum((data ->> 'cost')::integer), 0) from call_events
               where tenant_id = $1 and call_id = $2 and kind like 'guard.%'))
         where tenant_id = $1 and id = $2 and epoch = $3 and status = 'live'
         returning agent_id
       ) select agent_id from ended`,
      [tenantId, callId, epoch, ending.reason, ending.endedAt],
    );
    return rows[0]?.agent_id;
  }

  async isEnded(tx: EntityManager, { tenantId, callId }: CallKey): Promise<boolean> {
    return tx.existsBy(CallEntity, { tenantId, id: callId, status: 'ended' });
  }

  async insertConsent(tx: EntityManager, key: CallKey, version: string, acceptedAt: Date): Promise<void> {
    await tx
      .createQueryBuilder()
      .insert()
      .into(ConsentReceiptEntity)
      .values({ ...key, version, acceptedAt })
      .orIgnore()
      .execute();
  }
}

/**
 * The call, if the writer of epoch $3 still owns it, locked until the commit. A takeover raises the epoch in the same
 * row, so it waits for this write or this write finds the new epoch.
 */
const HELD = `
  select id from calls
  where tenant_id = $1 and id = $2 and epoch = $3 and status = 'live'
  for no key update`;
