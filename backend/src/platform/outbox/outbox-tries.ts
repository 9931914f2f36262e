import { Injectable } from '@nestjs/common';
import { RelayDatabase } from '../database/relay-database.js';
import { settleRow } from './settle-row.js';

export interface FailedTry {
  outboxId: string;
  consumer: string;
  /** An error's name and code, never its text, which may quote people's words. */
  reason: string;
}

export interface TryRules {
  /** Every consumer of the fact. */
  consumers: readonly string[];
  /** Of the one that failed. */
  maxAttempts: number;
  /** Pause after this many failures, in ms. */
  backoffMs(failures: number): number;
}

export interface GivenUp {
  consumer: string;
  /** Of the last try. */
  reason: string;
  facts: number;
}

/** What failed of a fact, consumer by consumer. Nothing is written while everything goes well. */
@Injectable()
export class OutboxTries {
  constructor(private readonly database: RelayDatabase) {}

  /** Counts a failed try of one consumer, whose next try comes after a pause of its own; the others go on. */
  async recordFailure(
    { outboxId, consumer, reason }: FailedTry,
    { consumers, maxAttempts, backoffMs }: TryRules,
  ): Promise<void> {
    await this.database.run(async (tx) => {
      const [row] = await tx.query<{ tenantId: string; failures: number }[]>(
        `select o.tenant_id as "tenantId", coalesce(t.failures, 0) as failures
         from outbox o left join outbox_tries t on t.outbox_id = o.id and t.tenant_id = o.tenant_id and t.consumer = $2
         where o.id = $1 and o.state = 'open' and not exists (
           select 1 from processed p where p.tenant_id = o.tenant_id and p.outbox_id = o.id and p.consumer = $2)
         for update of o`,
        [outboxId, consumer],
      );
      if (!row) return;
      const failures = row.failures + 1;
      const pauseMs = backoffMs(failures);
      const givenUp = failures >= maxAttempts;
      await tx.query(
        `insert into outbox_tries (tenant_id, outbox_id, consumer, failures, next_at, given_up, last_error)
         values ($1, $2, $3, $4, now() + $5 * interval '1 ms', $6, $7)
         on conflict (tenant_id, outbox_id, consumer) do update set failures = excluded.failures,
           next_at = excluded.next_at, given_up = excluded.given_up, last_error = excluded.last_error`,
        [row.tenantId, outboxId, consumer, failures, pauseMs, givenUp, reason],
      );
      if (givenUp) return settleRow(tx, outboxId, consumers);
      // Looked at again when this consumer is due, or when the lease of those that were handed out with it ends.
      await tx.query(
        `update outbox set waiting_in = null, waiting_since = null,
           next_at = least(next_at, now() + $2 * interval '1 ms'),
           lease_until = case when lease_until > now() + $2 * interval '1 ms'
             then now() + $2 * interval '1 ms' else lease_until end
         where id = $1`,
        [outboxId, pauseMs],
      );
    });
  }

  /** Gives everything that was given up its tries again. Returns what it was. */
  retryGivenUp(): Promise<GivenUp[]> {
    return this.database.run((tx) =>
      tx.query<GivenUp[]>(
        `with again as (
           delete from outbox_tries where given_up returning outbox_id, consumer, last_error
         ), opened as (
           update outbox set state = 'open', next_at = now(), lease_until = null
           where state = 'dead' or id in (select outbox_id from again)
         )
         select consumer, last_error as reason, count(*)::int as facts from again group by 1, 2 order by 1, 2`,
      ),
    );
  }

  /**
   * Lets go of whatever one consumer was given up for: for it these facts count as done. What others were given up for
   * stays, and so does the fact. Returns what it was.
   */
  dropGivenUp(consumer: string): Promise<GivenUp[]> {
    return this.database.run((tx) =>
      tx.query<GivenUp[]>(
        `with held as (
           select o.id from outbox o join outbox_tries t on t.tenant_id = o.tenant_id and t.outbox_id = o.id
           where t.consumer = $1 and t.given_up for update of o
         ), dropped as (
           delete from outbox_tries t using held where t.outbox_id = held.id and t.consumer = $1
           returning t.tenant_id, t.outbox_id, t.consumer, t.last_error
         ), recorded as (
           insert into processed (tenant_id, outbox_id, consumer)
           select tenant_id, outbox_id, consumer from dropped on conflict do nothing
         ), closed as (
           update outbox o set state = 'done', done_at = now(), lease_until = null
           from dropped where o.id = dropped.outbox_id and o.state = 'dead' and not exists (
             select from outbox_tries t
             where t.tenant_id = o.tenant_id and t.outbox_id = o.id and t.given_up and t.consumer <> $1)
         )
         select consumer, last_error as reason, count(*)::int as facts from dropped group by 1, 2 order by 1, 2`,
        [consumer],
      ),
    );
  }
}
