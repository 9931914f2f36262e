import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { HANDED_OVER } from '../domain/call-limits.js';
import type { FinishedTurn, WriteOutcome } from '../domain/call-log.js';
import type { ResumeSecrets } from '../domain/resume-secrets.js';
import type { CallKey, OwnedCall } from './call-log.repository.js';
import { CallResumptionEntity } from './call-resumption.entity.js';

/** A live call, locked until the commit: nobody else can take it, and no write of its owner is half done. */
export interface LockedCall {
  epoch: number;
  owner: string | null;
  agentId: string;
  agentVersion: number | null;
  origin: string | null;
  startedAt: Date;
  consented: boolean;
  secrets: ResumeSecrets;
  sealed: Buffer;
}

@Injectable()
export class CallResumptionsRepository {
  async lock(tx: EntityManager, { tenantId, callId }: CallKey): Promise<LockedCall | undefined> {
    const rows = await tx.query<(LockedCall & { current: Buffer; previous: Buffer | null })[]>(
      `select c.epoch, c.owner, c.agent_id as "agentId", c.agent_version as "agentVersion", c.origin,
              c.started_at as "startedAt", r.sealed,
              r.current_hash as current, r.previous_hash as previous,
              exists (select from consent_receipts where tenant_id = $1 and call_id = $2) as consented
       from calls c join call_resumptions r on r.tenant_id = c.tenant_id and r.call_id = c.id
       where c.tenant_id = $1 and c.id = $2 and c.status = 'live'
       for no key update of c`,
      [tenantId, callId],
    );
    const row = rows[0];
    if (!row) return undefined;
    const { current, previous, ...call } = row;
    return { ...call, secrets: { current, previous } };
  }

  /**
   * Returns the number of the last event. A statement of its own behind the lock, so that it sees what the former owner
   * wrote last.
   */
  async take(
    tx: EntityManager,
    { tenantId, callId, epoch }: OwnedCall,
    to: { owner: string; leaseMs: number; secrets: ResumeSecrets },
  ): Promise<number> {
    const { current, previous } = to.secrets;
    const rows = await tx.query<{ lastEventSeq: number }[]>(
      `with taken as (
         update calls set owner = $4, epoch = $3, lease_until = now() + $5 * interval '1 ms'
         where tenant_id = $1 and id = $2
       ), given as (
         update call_resumptions set current_hash = $6, previous_hash = $7 where tenant_id = $1 and call_id = $2
       ) select coalesce(max(seq), 0) as "lastEventSeq" from call_events where tenant_id = $1 and call_id = $2`,
      [tenantId, callId, epoch, to.owner, to.leaseMs, current, previous],
    );
    return rows[0]?.lastEventSeq ?? 0;
  }

  async setSecrets(tx: EntityManager, { tenantId, callId }: CallKey, secrets: ResumeSecrets): Promise<void> {
    const { current: currentHash, previous: previousHash } = secrets;
    await tx.update(CallResumptionEntity, { tenantId, callId }, { currentHash, previousHash });
  }

  /** Gives the call up for whoever takes it next; the epoch is raised, so that the giver can write nothing more. */
  async release(
    tx: EntityManager,
    { tenantId, callId, epoch }: OwnedCall,
    sealed: Buffer,
    leaseMs: number,
  ): Promise<WriteOutcome> {
    const rows = await tx.query<unknown[]>(
      `with released as (
         update calls set owner = '${HANDED_OVER}', epoch = epoch + 1, lease_until = now() + $4 * interval '1 ms'
         where tenant_id = $1 and id = $2 and epoch = $3 and status = 'live'
         returning id
       ), kept as (
         update call_resumptions set sealed = $5 where tenant_id = $1 and call_id in (select id from released)
       ) select id from released`,
      [tenantId, callId, epoch, leaseMs, sealed],
    );
    return rows.length === 1 ? 'written' : 'stale';
  }

  /** Every turn that is committed, in order. */
  async turns(tx: EntityManager, { tenantId, callId }: CallKey): Promise<FinishedTurn[]> {
    return tx.query<FinishedTurn[]>(
      `select seq, turn, role, text, interrupted, started_at as "startedAt", ended_at as "endedAt"
       from turns where tenant_id = $1 and call_id = $2 order by seq`,
      [tenantId, callId],
    );
  }

  async remove(tx: EntityManager, { tenantId, callId }: CallKey): Promise<void> {
    await tx.delete(CallResumptionEntity, { tenantId, callId });
  }
}
