import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CallKey, OwnedCall } from './call-log.repository.js';

/** What a takeover finds: the call under its new epoch, and when something of it was last committed. */
export interface TakenCall extends OwnedCall {
  owner: string | null;
  lastEvidenceAt: Date;
}

/** Calls that nobody looks after any more. The first two run as the relay role, over all tenants. */
@Injectable()
export class OpenCallsRepository {
  async findOrphans(relay: EntityManager, graceMs: number, limit: number): Promise<CallKey[]> {
    return relay.query<CallKey[]>(
      `select tenant_id as "tenantId", id as "callId" from calls
       where status = 'live' and lease_until < now() - $1 * interval '1 ms'
       order by lease_until limit $2`,
      [graceMs, limit],
    );
  }

  async findUnclaimed(relay: EntityManager, olderThanMs: number, limit: number): Promise<CallKey[]> {
    return relay.query<CallKey[]>(
      `select tenant_id as "tenantId", id as "callId" from calls
       where status = 'created' and created_at < now() - $1 * interval '1 ms'
       order by created_at limit $2`,
      [olderThanMs, limit],
    );
  }

  /** Raises the epoch, so that an owner that was only asleep can write nothing more. */
  async takeOrphan(
    tx: EntityManager,
    { tenantId, callId }: CallKey,
    graceMs: number,
  ): Promise<TakenCall | undefined> {
    const rows = await tx.query<TakenCall[]>(
      `with taken as (
         update calls set epoch = epoch + 1
         where tenant_id = $1 and id = $2 and status = 'live' and lease_until < now() - $3 * interval '1 ms'
         returning tenant_id, id, epoch, owner, started_at
       )
       select tenant_id as "tenantId", id as "callId", epoch, owner, greatest(
         started_at,
         (select max(ended_at) from turns where tenant_id = $1 and call_id = $2),
         (select max(at) from call_events where tenant_id = $1 and call_id = $2)
       ) as "lastEvidenceAt"
       from taken`,
      [tenantId, callId, graceMs],
    );
    return rows[0];
  }

  /**
   * Nothing ever happened on such a call, so its row goes, and a line stays that says that it was asked for. Nothing where
   * somebody came after all.
   */
  async removeUnclaimed(
    tx: EntityManager,
    { tenantId, callId }: CallKey,
  ): Promise<{ agentId: string; askedAt: Date } | undefined> {
    const rows = await tx.query<{ agentId: string; askedAt: Date }[]>(
      `with gone as (
         delete from calls where tenant_id = $1 and id = $2 and status = 'created' returning agent_id, created_at
       ), noted as (
         insert into calls_unclaimed (tenant_id, call_id, agent_id, asked_at) select $1, $2, agent_id, created_at from gone
       ) select agent_id as "agentId", created_at as "askedAt" from gone`,
      [tenantId, callId],
    );
    return rows[0];
  }
}
