import { Injectable } from '@nestjs/common';
import { tenantId, type TenantId } from '../database/tenant-id.js';
import { RelayDatabase } from '../database/relay-database.js';

export interface ClaimedRow {
  id: string;
  tenantId: TenantId;
  name: string;
  traceparent: string | null;
}

export interface Backlog {
  open: number;
  dead: number;
  oldestSeconds: number;
}

/** The relay's side of the outbox: which rows are due, and what became of them. */
@Injectable()
export class OutboxStore {
  constructor(private readonly database: RelayDatabase) {}

  /**
   * Leases rows that are open and due. A lease that ran out counts as due again, which is the one rule that covers an
   * erased Redis, a killed worker, a lost job and a dead relay. Rows are claimed by state, never by "id greater than
   * the last one": ids become visible out of order.
   */
  claim(limit: number, leaseMs: number): Promise<ClaimedRow[]> {
    return this.database.run(async (tx) => {
      const [rows] = (await tx.query(
        `update outbox set lease_until = now() + $2 * interval '1 ms' where id in (
           select id from outbox
           where state = 'open' and next_at <= now() and (lease_until is null or lease_until < now())
           order by next_at limit $1 for update skip locked
         ) returning id, tenant_id, name, traceparent`,
        [limit, leaseMs],
      )) as [(Omit<ClaimedRow, 'tenantId'> & { tenant_id: string })[], number];
      return rows.map(({ tenant_id, ...row }) => ({ ...row, tenantId: tenantId(tenant_id) }));
    });
  }

  /** Gives leased rows back, due again after `delayMs`. */
  async release(ids: readonly string[], delayMs: number): Promise<void> {
    await this.update(
      `lease_until = null, next_at = now() + $2 * interval '1 ms' where id = any($1) and state = 'open'`,
      [ids, delayMs],
    );
  }

  async markDone(ids: readonly string[]): Promise<void> {
    await this.update(`state = 'done', done_at = now(), lease_until = null where id = any($1)`, [ids]);
  }

  async attemptsOf(id: string): Promise<number> {
    const [row] = await this.database.run((tx) =>
      tx.query<{ attempts: number }[]>('select attempts from outbox where id = $1', [id]),
    );
    return row?.attempts ?? 0;
  }

  /** Counts a failed try. `reason` is an error's name and code, never its text, which may quote people's words. */
  async recordFailure(id: string, reason: string, delayMs: number, maxAttempts: number): Promise<void> {
    await this.update(
      `attempts = attempts + 1, last_error = $2, lease_until = null, next_at = now() + $3 * interval '1 ms',
       state = case when attempts + 1 >= $4 then 'dead' else 'open' end where id = $1 and state = 'open'`,
      [id, reason, delayMs, maxAttempts],
    );
  }

  /** What is not done: rows that wait or are given up, and how long the oldest of those that wait has been due. */
  async backlog(): Promise<Backlog> {
    const [row] = await this.database.run((tx) =>
      tx.query<Backlog[]>(
        `select (select count(*)::int from outbox where state = 'open') as open,
                (select count(*)::int from outbox where state = 'dead') as dead,
                (select coalesce(greatest(extract(epoch from now() - min(next_at)), 0), 0)::float8
                 from outbox where state = 'open') as "oldestSeconds"`,
      ),
    );
    return row ?? { open: 0, dead: 0, oldestSeconds: 0 };
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

  private update(assignment: string, parameters: unknown[]): Promise<unknown> {
    return this.database.run((tx) => tx.query(`update outbox set ${assignment}`, parameters));
  }
}
