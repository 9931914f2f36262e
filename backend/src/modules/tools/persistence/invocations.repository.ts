import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';

export interface NewInvocation {
  id: string;
  toolId: string;
  agentId: string;
  callId: string | null;
  idempotencyKey: string;
  /** Id of the agreement that this acts on; each agreement is acted on once. */
  confirmation: string | null;
  argsDigest: Buffer;
  /** Doing it twice does no harm. */
  mayRepeat: boolean;
  /** The number under which the wisher has the call; left out where nobody has to have it. */
  epoch?: number | undefined;
}

/** Something that was begun in a call. */
export interface BegunTool {
  idempotencyKey: string;
  toolId: string;
  argsDigest: Buffer;
  /** Null where no end is known. */
  finishedAt: Date | null;
}

export interface Invocation {
  id: string;
  argsDigest: Buffer;
  /** Found by its key, and not only by the agreement that it acts on. */
  sameKey: boolean;
  state: 'started' | 'succeeded' | 'failed' | 'unknown';
  mayRepeat: boolean;
  /** JSON; null before the end, and after the call was erased. */
  outcome: string | null;
  /** Started and still within its time. */
  running: boolean;
}

/** The ledger of effects: what was begun and how it ended. Raw statements, because each decides something by itself. */
@Injectable()
export class InvocationsRepository {
  /** Until the commit nobody else can take the call; false where somebody has. */
  async holdCall(
    tx: EntityManager,
    tenantId: TenantId,
    { callId, epoch }: Pick<NewInvocation, 'callId' | 'epoch'>,
  ): Promise<boolean> {
    if (epoch === undefined) return true;
    const held = await tx.query<unknown[]>(
      'select from calls where tenant_id = $1 and id = $2 and epoch = $3 for share',
      [tenantId, callId, epoch],
    );
    return held.length > 0;
  }

  /** False where the key, or the agreement, was used before. */
  async begin(tx: EntityManager, tenantId: TenantId, row: NewInvocation, lifeMs: number): Promise<boolean> {
    const begun = await tx.query<unknown[]>(
      `insert into tool_invocations (id, tenant_id, tool_id, agent_id, call_id, idempotency_key, confirmation,
         args_digest, state, may_repeat, deadline_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 'started', $9, now() + $10 * interval '1 ms')
       on conflict do nothing returning id`,
      [
        row.id,
        tenantId,
        row.toolId,
        row.agentId,
        row.callId,
        row.idempotencyKey,
        row.confirmation,
        row.argsDigest,
        row.mayRepeat,
        lifeMs,
      ],
    );
    return begun.length > 0;
  }

  async find(
    tx: EntityManager,
    tenantId: TenantId,
    { idempotencyKey, confirmation }: Pick<NewInvocation, 'idempotencyKey' | 'confirmation'>,
  ): Promise<Invocation | undefined> {
    const [row] = await tx.query<Invocation[]>(
      `select id, args_digest as "argsDigest", idempotency_key = $2 as "sameKey", state, may_repeat as "mayRepeat", outcome,
         state = 'started' and deadline_at > now() as running
       from tool_invocations where tenant_id = $1 and (idempotency_key = $2 or confirmation = $3)
       order by idempotency_key = $2 desc limit 1`,
      [tenantId, idempotencyKey, confirmation],
    );
    return row;
  }

  /** The newest first. */
  async begunIn(
    tx: EntityManager,
    tenantId: TenantId,
    { callId, prefix, withinMs, limit }: { callId: string; prefix: string; withinMs: number; limit: number },
  ): Promise<BegunTool[]> {
    return tx.query<BegunTool[]>(
      `select idempotency_key as "idempotencyKey", tool_id as "toolId", args_digest as "argsDigest",
         finished_at as "finishedAt"
       from tool_invocations
       where tenant_id = $1 and call_id = $2 and starts_with(idempotency_key, $3)
         and coalesce(finished_at, deadline_at) > now() - $4 * interval '1 ms'
       order by started_at desc limit $5`,
      [tenantId, callId, prefix, withinMs, limit],
    );
  }

  /** Takes over what ended without success, or without any end, where that is harmless. One of many wins. */
  async beginAgain(tx: EntityManager, tenantId: TenantId, id: string, lifeMs: number): Promise<boolean> {
    const [taken] = await tx.query<[unknown[], number]>(
      `update tool_invocations set state = 'started', attempts = attempts + 1, outcome = null, finished_at = null,
         started_at = now(), deadline_at = now() + $3 * interval '1 ms'
       where tenant_id = $1 and id = $2 and may_repeat and (state in ('failed', 'unknown')
         or (state = 'started' and deadline_at <= now())) returning id`,
      [tenantId, id, lifeMs],
    );
    return taken.length > 0;
  }

  async finish(
    tx: EntityManager,
    tenantId: TenantId,
    id: string,
    end: Pick<Invocation, 'state' | 'mayRepeat' | 'outcome'>,
  ): Promise<void> {
    await tx.query(
      `update tool_invocations set state = $3, may_repeat = $4, outcome = $5, finished_at = now()
       where tenant_id = $1 and id = $2 and state = 'started'`,
      [tenantId, id, end.state, end.mayRepeat, end.outcome],
    );
  }

  /** For the relay's role: over all tenants. */
  async deleteOlderThan(tx: EntityManager, days: number): Promise<void> {
    await tx.query(`delete from tool_invocations where started_at < now() - $1 * interval '1 day'`, [days]);
  }
}
