import { Injectable } from '@nestjs/common';
import type { WebhookMessageType } from '@orbisvoice/contracts';
import type { EntityManager } from 'typeorm';
import { newId } from '../../../platform/crypto/index.js';
import type { TenantId } from '../../../platform/database/index.js';

export interface NewMessage {
  id: string;
  type: WebhookMessageType;
  body: string;
}

export interface NewDelivery {
  endpointId: string;
  trigger: 'event' | 'replay' | 'test';
  state: 'pending' | 'skipped';
}

/** Messages, and who is to get them. */
@Injectable()
export class WebhookOutgoingRepository {
  /** Safe to repeat: the message of a fact, and its delivery to an endpoint, exist once. */
  async add(
    tx: EntityManager,
    tenantId: TenantId,
    { id, type, body }: NewMessage,
    deliveries: readonly NewDelivery[],
  ): Promise<string[]> {
    await tx.query(
      'insert into webhook_messages (id, tenant_id, type, body) values ($1, $2, $3, $4) on conflict do nothing',
      [id, tenantId, type, body],
    );
    const ids = deliveries.map(() => newId());
    await tx.query(
      `insert into webhook_deliveries (id, tenant_id, endpoint_id, message_id, type, trigger, state)
       select d.id, $1, d.endpoint_id, $2, $3, d.trigger, d.state
       from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[]) as d(id, endpoint_id, trigger, state)
       on conflict do nothing`,
      [
        tenantId,
        id,
        type,
        ids,
        deliveries.map(({ endpointId }) => endpointId),
        deliveries.map(({ trigger }) => trigger),
        deliveries.map(({ state }) => state),
      ],
    );
    return ids;
  }

  /** What waits is not sent any more: the endpoint was switched off. */
  async skipWaiting(tx: EntityManager, tenantId: TenantId, endpointId: string): Promise<void> {
    await tx.query(
      `update webhook_deliveries set state = 'skipped', lease_until = null
       where tenant_id = $1 and endpoint_id = $2 and state = 'pending'`,
      [tenantId, endpointId],
    );
  }

  /** A new delivery of the message of an earlier one; undefined where there is no such delivery. */
  async again(
    tx: EntityManager,
    tenantId: TenantId,
    endpointId: string,
    deliveryId: string,
  ): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }[]>(
      `insert into webhook_deliveries (id, tenant_id, endpoint_id, message_id, type, trigger, state)
       select $4, tenant_id, endpoint_id, message_id, type, 'replay', 'pending' from webhook_deliveries
       where tenant_id = $1 and endpoint_id = $2 and id = $3
       returning id`,
      [tenantId, endpointId, deliveryId, newId()],
    );
    return row?.id;
  }

  /**
   * New deliveries of messages that came up in a time, by the last delivery of each: those not delivered or, with
   * `all`, every one that does not wait already.
   */
  async againBetween(
    tx: EntityManager,
    tenantId: TenantId,
    endpointId: string,
    { from, to, all, limit }: { from: string; to: string; all: boolean; limit: number },
  ): Promise<number> {
    const rows = await tx.query<{ messageId: string; type: string }[]>(
      `select "messageId", type from (
         select distinct on (d.message_id) d.message_id as "messageId", d.type, d.state
         from webhook_messages m join webhook_deliveries d on d.tenant_id = m.tenant_id and d.message_id = m.id
         where m.tenant_id = $1 and d.endpoint_id = $2 and m.created_at >= $3 and m.created_at < $4
           and d.trigger <> 'test'
         order by d.message_id, d.id desc
       ) last where state = any($5) order by "messageId" limit $6`,
      [
        tenantId,
        endpointId,
        from,
        to,
        all ? ['failed', 'skipped', 'delivered'] : ['failed', 'skipped'],
        limit,
      ],
    );
    await tx.query(
      `insert into webhook_deliveries (id, tenant_id, endpoint_id, message_id, type, trigger, state)
       select r.id, $1, $2, r.message_id, r.type, 'replay', 'pending'
       from unnest($3::uuid[], $4::uuid[], $5::text[]) as r(id, message_id, type)`,
      [
        tenantId,
        endpointId,
        rows.map(() => newId()),
        rows.map(({ messageId }) => messageId),
        rows.map(({ type }) => type),
      ],
    );
    return rows.length;
  }

  /** For the relay's role: messages of long ago, unless one still waits. Returns how many went. */
  async deleteOld(tx: EntityManager, olderThanDays: number, limit: number): Promise<number> {
    const [, count] = (await tx.query(
      `delete from webhook_messages where id in (
         select id from webhook_messages m where created_at < now() - $1 * interval '1 day' and not exists (
           select from webhook_deliveries where message_id = m.id and state = 'pending')
         limit $2)`,
      [olderThanDays, limit],
    )) as [unknown, number];
    return count;
  }
}
