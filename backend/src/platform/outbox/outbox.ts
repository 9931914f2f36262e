import { Injectable } from '@nestjs/common';
import { DOMAIN_EVENTS, type DomainEventInput, type DomainEventName } from '@orbisvoice/contracts';
import type { EntityManager } from 'typeorm';
import { newId } from '../crypto/ids.js';
import { currentTraceparent } from '../logging/request-context.js';
import type { TenantId } from '../database/tenant-id.js';
import type { ConsumerOf } from '../queue/catalogue.js';

/** Wakes relays at once; they also look every second, since a notification may be lost. */
export const OUTBOX_CHANNEL = 'orbis_outbox';

export type OutboxState = 'open' | 'done' | 'dead';

/** `failing`: its last try failed, and another one comes. */
export type ConsumerTrouble = 'failing' | 'given_up';

/** States facts in the transaction that makes them true; whoever must act on them is told after the commit. */
@Injectable()
export class Outbox {
  /**
   * @param dedupeKey A fact stated twice under the same key counts once, for example the call's id for `call.ended`.
   * @param traceparent What its consumers' spans follow from: the request or job that states it, unless told otherwise.
   */
  async append<N extends DomainEventName>(
    tx: EntityManager,
    tenantId: TenantId,
    name: N,
    payload: DomainEventInput<N>,
    dedupeKey?: string,
    traceparent: string | undefined = currentTraceparent(),
  ): Promise<void> {
    const checked = DOMAIN_EVENTS[name].parse(payload);
    await tx.query(
      `insert into outbox (id, tenant_id, name, payload, dedupe_key, traceparent) values ($1, $2, $3, $4, $5, $6)
       on conflict (tenant_id, name, dedupe_key) do nothing`,
      [newId(), tenantId, name, JSON.stringify(checked), dedupeKey ?? null, traceparent ?? null],
    );
    // Delivered at commit, so a relay never looks too early.
    await tx.query(`select pg_notify('${OUTBOX_CHANNEL}', '')`);
  }

  /** As `append`, of a wish: stated again it counts once while it is worked on, and anew when that has ended. */
  async appendUnlessOpen<N extends DomainEventName>(
    tx: EntityManager,
    tenantId: TenantId,
    name: N,
    payload: DomainEventInput<N>,
    dedupeKey: string,
  ): Promise<void> {
    await tx.query(
      `update outbox set dedupe_key = null
       where tenant_id = $1 and name = $2 and dedupe_key = $3 and state <> 'open'`,
      [tenantId, name, dedupeKey],
    );
    await this.append(tx, tenantId, name, payload, dedupeKey);
  }

  /** What became of the fact under a key: `dead` where it was given up, undefined where there is none, or none any more. */
  async stateOf(
    tx: EntityManager,
    tenantId: TenantId,
    name: DomainEventName,
    dedupeKey: string,
  ): Promise<OutboxState | undefined> {
    const [row] = await tx.query<{ state: OutboxState }[]>(
      'select state from outbox where tenant_id = $1 and name = $2 and dedupe_key = $3',
      [tenantId, name, dedupeKey],
    );
    return row?.state;
  }

  /** How far one consumer of the fact under a key has come to nothing; undefined where it has not, or not by now. */
  async troubleOf<N extends DomainEventName>(
    tx: EntityManager,
    tenantId: TenantId,
    name: N,
    dedupeKey: string,
    consumer: ConsumerOf<N>,
  ): Promise<ConsumerTrouble | undefined> {
    const [row] = await tx.query<{ trouble: ConsumerTrouble }[]>(
      `select case when given_up then 'given_up' else 'failing' end as trouble
       from outbox o join outbox_tries t on t.tenant_id = o.tenant_id and t.outbox_id = o.id
       where o.tenant_id = $1 and o.name = $2 and o.dedupe_key = $3 and t.consumer = $4`,
      [tenantId, name, dedupeKey, consumer],
    );
    return row?.trouble;
  }
}
