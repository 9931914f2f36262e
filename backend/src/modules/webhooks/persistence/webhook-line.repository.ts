import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { tenantId as asTenantId, type TenantId } from '../../../platform/database/index.js';
import type { AttemptEnd, Verdict } from '../domain/attempt.js';

/** One attempt that somebody is to make now. */
export interface TakenDelivery {
  id: string;
  messageId: string;
  body: string;
  trigger: 'event' | 'replay' | 'test';
  /** Of this attempt, from 1. */
  number: number;
}

export interface LineRoom {
  /** Requests at once to one endpoint, over all processes. */
  width: number;
  /** After so long whoever took an attempt has died. */
  leaseMs: number;
}

/** The line of one endpoint: what waits, what is under way, and how it went. Times are the database's own. */
@Injectable()
export class WebhookLineRepository {
  /**
   * Takes what is due, as far as there is room, and writes the attempts down before they are made. Hold the endpoint's
   * row: two who count the room at once would overfill it.
   */
  async take(
    tx: EntityManager,
    tenantId: TenantId,
    endpointId: string,
    { width, leaseMs }: LineRoom,
  ): Promise<TakenDelivery[]> {
    const taken = await tx.query<TakenDelivery[]>(
      `with room as (
         select greatest(0, $3 - count(*)) as places from webhook_deliveries
         where tenant_id = $1 and endpoint_id = $2 and state = 'pending' and lease_until > now()
       ), due as (
         select id from webhook_deliveries
         where tenant_id = $1 and endpoint_id = $2 and state = 'pending' and due_at <= now()
           and (lease_until is null or lease_until <= now())
         order by due_at, id limit (select places from room)
       ), taken as (
         update webhook_deliveries d set attempts = attempts + 1, lease_until = now() + $4 * interval '1 ms'
         from due where d.tenant_id = $1 and d.id = due.id
         returning d.id, d.message_id, d.trigger, d.attempts
       )
       select taken.id, message_id as "messageId", body, trigger, attempts as number
       from taken join webhook_messages m on m.tenant_id = $1 and m.id = message_id`,
      [tenantId, endpointId, width, leaseMs],
    );
    const ids = taken.map(({ id }) => id);
    // An earlier attempt without an end was cut off by a crash of ours. Whether it arrived nobody knows.
    await tx.query(
      `update webhook_attempts set fault = 'interrupted', duration_ms = 0
       where tenant_id = $1 and delivery_id = any($2) and duration_ms is null`,
      [tenantId, ids],
    );
    await tx.query(
      `insert into webhook_attempts (tenant_id, delivery_id, number)
       select $1, t.id, t.number from unnest($2::uuid[], $3::integer[]) as t(id, number)`,
      [tenantId, ids, taken.map(({ number }) => number)],
    );
    return taken;
  }

  /**
   * @param pauseMs until the next attempt; undefined where there is none. A failure changes nothing where somebody else
   * has taken the delivery meanwhile; a success always counts. What is answered about a call that is erased is not kept;
   * the call is held meanwhile, so that an erasure takes the answer along or is found here. What is answered about a
   * booking outside of calls is kept never: it may name its guest, and no call would take it along.
   */
  async record(
    tx: EntityManager,
    tenantId: TenantId,
    { id, messageId, number }: Pick<TakenDelivery, 'id' | 'messageId' | 'number'>,
    end: AttemptEnd,
    verdict: Verdict,
    pauseMs: number | undefined,
  ): Promise<void> {
    const { durationMs, status, fault, response } = end;
    await tx.query(
      `with call as (
         select c.erased_at from calls c join webhook_messages m on m.tenant_id = $1 and m.id = $8
         where c.tenant_id = $1 and c.id = m.call_id and $7 <> '' for share of c
       )
       update webhook_attempts set duration_ms = $4, status = $5, fault = $6,
         response = case when (select erased_at from call) is null and not exists (
           select from webhook_messages m
           where m.tenant_id = $1 and m.id = $8 and m.type = 'booking.created' and m.call_id is null) then $7 end
       where tenant_id = $1 and delivery_id = $2 and number = $3`,
      [tenantId, id, number, durationMs, status, fault, response, messageId],
    );
    const state = verdict === 'delivered' ? 'delivered' : pauseMs === undefined ? 'failed' : 'pending';
    await tx.query(
      `update webhook_deliveries set state = $4, lease_until = null, last_duration_ms = $5, last_status = $6,
         last_fault = $7, due_at = now() + coalesce($8, 0) * interval '1 ms'
       where tenant_id = $1 and id = $2 and state = 'pending' and (attempts = $3 or $4 = 'delivered')`,
      [tenantId, id, number, state, durationMs, status, fault, pauseMs ?? null],
    );
  }

  /** For the relay's role: endpoints with something that is due and that nobody has taken. */
  async waiting(tx: EntityManager, limit: number): Promise<{ tenantId: TenantId; endpointId: string }[]> {
    const rows = await tx.query<{ tenant_id: string; endpoint_id: string }[]>(
      `select distinct tenant_id, endpoint_id from webhook_deliveries
       where state = 'pending' and due_at <= now() and (lease_until is null or lease_until <= now()) limit $1`,
      [limit],
    );
    return rows.map((row) => ({ tenantId: asTenantId(row.tenant_id), endpointId: row.endpoint_id }));
  }
}
