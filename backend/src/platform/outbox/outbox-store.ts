import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { tenantId, type TenantId } from '../database/tenant-id.js';
import { RelayDatabase } from '../database/relay-database.js';
import type { QueueName } from '../queue/catalogue.js';

export interface ClaimedRow {
  id: string;
  tenantId: TenantId;
  name: string;
  traceparent: string | null;
  /** Consumers that have nothing to do now: done, given up, or pausing after a failure. */
  settled: string[];
}

export interface ClaimTerms {
  limit: number;
  /** Until a row that is handed out counts as lost. */
  leaseMs: number;
  /** The same for a row that waits for a patient queue alone. */
  patientMs: number;
  /** Until a row of an event that this build does not know is looked at again. */
  unknownMs: number;
}

/** Claimed rows that rest, whether they are handed out or not. */
export interface Resting {
  /** Of events that nobody here can work on. */
  unknown: string[];
  /** Rows with nothing to hand out. */
  idle: string[];
  /** Rows of which nothing is to be done now but work in one patient queue. */
  patient: ReadonlyMap<QueueName, string[]>;
}

export interface Backlog {
  open: number;
  /** Facts of which some consumer was given up. */
  dead: number;
  /** Of facts that wait for nothing but a patient queue: `waiting`. */
  oldestSeconds: number;
  /** Seconds that the oldest fact has waited in each patient queue in which one waits. */
  waiting: Partial<Record<QueueName, number>>;
}

/** The relay's side of the outbox: which rows are due, and what became of them. */
@Injectable()
export class OutboxStore {
  constructor(private readonly database: RelayDatabase) {}

  /**
   * Leases rows that are open and due. A lease that ran out counts as due again, which is the one rule that covers an
   * erased Redis, a killed worker, a lost job and a dead relay. Rows are claimed by state, never by "id greater than
   * the last one": ids become visible out of order.
   *
   * The rows are locked before it is read what their consumers did, and until `sort` has said which of them rest: a
   * failure in between would be overwritten by what was true before it, and wait for as long as a row rests.
   */
  claim<S extends Resting>(
    { limit, leaseMs, patientMs, unknownMs }: ClaimTerms,
    sort: (rows: ClaimedRow[]) => S,
  ): Promise<S> {
    return this.database.run(async (tx) => {
      const due = await tx.query<{ id: string }[]>(
        `select id from outbox
         where state = 'open' and next_at <= now() and (lease_until is null or lease_until < now())
         order by next_at limit $1 for update skip locked`,
        [limit],
      );
      const sorted = sort(due.length > 0 ? await lease(tx, idsOf(due), leaseMs) : []);
      if (sorted.idle.length > 0) await rest(tx, sorted.idle);
      if (sorted.unknown.length > 0) await postpone(tx, sorted.unknown, unknownMs);
      for (const [queue, ids] of sorted.patient) await setAside(tx, ids, queue, patientMs);
      return sorted;
    });
  }

  /** Gives claimed rows back that could not be handed out. They stay due, so an operator sees for how long already. */
  async release(ids: readonly string[], delayMs: number): Promise<void> {
    await this.database.run((tx) =>
      tx.query(
        `update outbox set next_at = coalesce(waiting_since, next_at), waiting_in = null, waiting_since = null,
           lease_until = now() + $2 * interval '1 ms' where id = any($1) and state = 'open'`,
        [ids, delayMs],
      ),
    );
  }

  /** What is not done: rows that wait or are given up, and how long the oldest of those that wait has been due. */
  async backlog(): Promise<Backlog> {
    const [row] = await this.database.run((tx) =>
      tx.query<Backlog[]>(
        `with waiting as (
           select waiting_in as queue, greatest(extract(epoch from now() - min(coalesce(waiting_since, next_at))), 0)
             ::float8 as seconds, count(*)::int as count
           from outbox where state = 'open' group by waiting_in
         )
         select coalesce((select sum(count)::int from waiting), 0) as open,
                (select count(*)::int from (select id from outbox where state = 'dead'
                   union select outbox_id from outbox_tries where given_up) dead) as dead,
                coalesce((select seconds from waiting where queue is null), 0) as "oldestSeconds",
                coalesce((select jsonb_object_agg(queue, seconds) from waiting where queue is not null), '{}')
                  as waiting`,
      ),
    );
    return row ?? { open: 0, dead: 0, oldestSeconds: 0, waiting: {} };
  }

  /** Rows that need no attention any more go after a while, in small batches. Returns how many went. */
  deleteDone(olderThanDays: number, limit: number): Promise<number> {
    return this.database.run(async (tx) => {
      const [, count] = (await tx.query(
        `delete from outbox where id in (
           select id from outbox where state = 'done' and done_at < now() - $1 * interval '1 day' limit $2)`,
        [olderThanDays, limit],
      )) as [unknown, number];
      return count;
    });
  }
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

/** A lease ends early where a consumer is to be tried again before. */
async function lease(tx: EntityManager, ids: readonly string[], leaseMs: number): Promise<ClaimedRow[]> {
  const [rows] = (await tx.query(
    `update outbox o set lease_until = least(now() + $2 * interval '1 ms', (
       select min(next_at) from outbox_tries t
       where t.tenant_id = o.tenant_id and t.outbox_id = o.id and not given_up and t.next_at > now()
     )) where id = any($1)
     returning id, tenant_id as "tenantId", name, traceparent, array(
       select consumer from processed p where p.tenant_id = o.tenant_id and p.outbox_id = o.id
       union all
       select consumer from outbox_tries t
       where t.tenant_id = o.tenant_id and t.outbox_id = o.id and (given_up or t.next_at > now())
     ) as settled`,
    [ids, leaseMs],
  )) as [(Omit<ClaimedRow, 'tenantId'> & { tenantId: string })[], number];
  return rows.map((row) => ({ ...row, tenantId: tenantId(row.tenantId) }));
}

/** Due when their next consumer is, and closed where none will be. */
async function rest(tx: EntityManager, ids: readonly string[]): Promise<void> {
  await tx.query(
    `update outbox o set lease_until = null, waiting_in = null, waiting_since = null,
       next_at = coalesce(due, o.next_at), state = left_over.state,
       done_at = case when left_over.state = 'done' then now() end
     from (
       select o.id, min(t.next_at) filter (where not given_up) as due, case
         when bool_or(not given_up) then 'open' when bool_or(given_up) then 'dead' else 'done' end as state
       from outbox o left join outbox_tries t on t.tenant_id = o.tenant_id and t.outbox_id = o.id
       where o.id = any($1) group by o.id
     ) left_over where o.id = left_over.id`,
    [ids],
  );
}

async function postpone(tx: EntityManager, ids: readonly string[], delayMs: number): Promise<void> {
  await tx.query(
    `update outbox set lease_until = null, next_at = now() + $2 * interval '1 ms' where id = any($1)`,
    [ids, delayMs],
  );
}

/** Looked at again when a consumer that pauses after a failure is due, if that comes before. */
async function setAside(
  tx: EntityManager,
  ids: readonly string[],
  queue: QueueName,
  delayMs: number,
): Promise<void> {
  await tx.query(
    `update outbox o set waiting_in = $2, waiting_since = coalesce(waiting_since, next_at), lease_until = null,
       next_at = least(now() + $3 * interval '1 ms', (
         select min(t.next_at) from outbox_tries t
         where t.tenant_id = o.tenant_id and t.outbox_id = o.id and not given_up and t.next_at > now()
       )) where id = any($1)`,
    [ids, queue, delayMs],
  );
}
