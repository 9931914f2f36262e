import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import type { CallCount } from '../domain/call-count.js';
import { DAY_MS } from '../domain/grains.js';
import { ADDED, CELLS, COUNT_COLUMNS, NAMES, REPLACED } from './sums.js';

const STAT_COLUMNS = `agent_id, grain, bucket, ${NAMES}, answers, ears`;

const INCOMING = `select * from jsonb_to_recordset($2::jsonb) as call (${COUNT_COLUMNS})`;
const SAVED = `
  insert into call_facts (tenant_id, call_id, agent_id, quarter, ${NAMES}, answers, ears)
  select $1, call_id, agent_id, quarter, ${NAMES}, answers, ears from incoming
  on conflict (tenant_id, call_id) do update set
    agent_id = excluded.agent_id, quarter = excluded.quarter, ${REPLACED},
    answers = excluded.answers, ears = excluded.ears`;

/** How calls were counted, and the sums of that. Hold the tenant first. */
@Injectable()
export class CountsRepository {
  /** Whoever counts calls of a tenant takes turns, or two of them would both see what was counted before. */
  async hold(tx: EntityManager, tenantId: TenantId): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('analytics ' || $1, 0))`, [tenantId]);
  }

  /** Counts calls as given, in place of what they were counted as before: the sums move by the difference. */
  async count(tx: EntityManager, tenantId: TenantId, counts: readonly CallCount[]): Promise<void> {
    await tx.query(
      `with incoming as (${INCOMING}),
       before as (
         select call_facts.* from call_facts join incoming using (call_id) where tenant_id = $1
       ), saved as (${SAVED}
       ), changes as (
         select agent_id, quarter, 1 as sign, ${NAMES}, answers, ears from incoming
         union all select agent_id, quarter, -1, ${NAMES}, answers, ears from before
       ), ${CELLS}
       insert into call_stats (tenant_id, ${STAT_COLUMNS})
       select $1, ${STAT_COLUMNS} from lines
       on conflict (tenant_id, agent_id, grain, bucket) do update set ${ADDED},
         answers = add_counts(call_stats.answers, excluded.answers),
         ears = add_counts(call_stats.ears, excluded.ears)`,
      [tenantId, JSON.stringify(counts)],
    );
  }

  /**
   * Of these calls, those that are counted otherwise, or not at all. Each is looked up by itself: a table that was just
   * filled looks small to Postgres, which would read all of it for every batch.
   */
  async differing(tx: EntityManager, tenantId: TenantId, counts: readonly CallCount[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }[]>(
      `select incoming.call_id as id
       from jsonb_to_recordset($2::jsonb) as incoming (${COUNT_COLUMNS})
       left join lateral (
         select * from call_facts where tenant_id = $1 and call_id = incoming.call_id offset 0
       ) known on true
       where (known.agent_id, known.quarter, ${of('known')}, known.answers, known.ears) is distinct from
         (incoming.agent_id, incoming.quarter, ${of('incoming')}, incoming.answers, incoming.ears)`,
      [tenantId, JSON.stringify(counts)],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Only says what calls are counted as; the sums are wrong until they are made anew. */
  async note(tx: EntityManager, tenantId: TenantId, counts: readonly CallCount[]): Promise<void> {
    await tx.query(`with incoming as (${INCOMING}) ${SAVED}`, [tenantId, JSON.stringify(counts)]);
  }

  /** From the first day that anything was counted on to behind the last; nothing where nothing was. */
  async extent(tx: EntityManager, tenantId: TenantId): Promise<{ from: number; to: number } | undefined> {
    const [row] = await tx.query<{ first: Date | null; last: Date | null }[]>(
      `select least((select min(quarter) from call_facts where tenant_id = $1),
                    (select min(bucket) from call_stats where tenant_id = $1)) as first,
              greatest((select max(quarter) from call_facts where tenant_id = $1),
                       (select max(bucket) from call_stats where tenant_id = $1)) as last`,
      [tenantId],
    );
    if (!row?.first || !row.last) return undefined;
    const dayOf = (date: Date) => Math.floor(date.getTime() / DAY_MS) * DAY_MS;
    return { from: dayOf(row.first), to: dayOf(row.last) + DAY_MS };
  }

  /** Makes the sums of whole days anew from how their calls were counted. */
  async sumUp(tx: EntityManager, tenantId: TenantId, from: number, to: number): Promise<void> {
    const days = [tenantId, new Date(from), new Date(to)];
    await tx.query('delete from call_stats where tenant_id = $1 and bucket >= $2 and bucket < $3', days);
    await tx.query(
      `with ${RECOUNTED}
       insert into call_stats (tenant_id, ${STAT_COLUMNS}) select $1, ${STAT_COLUMNS} from lines`,
      days,
    );
  }

  /** Sums of whole days that are not what the calls add up to. Lines that came down to nothing may stay. */
  async wrongSums(tx: EntityManager, tenantId: TenantId, from: number, to: number): Promise<number> {
    const [row] = await tx.query<{ wrong: number }[]>(
      `with ${RECOUNTED}, kept as (
         select ${STAT_COLUMNS} from call_stats
         where tenant_id = $1 and bucket >= $2 and bucket < $3 and asked > 0
       )
       select count(*) as wrong from (
         (select * from lines except select * from kept) union all (select * from kept except select * from lines)
       ) differences`,
      [tenantId, new Date(from), new Date(to)],
    );
    return row?.wrong ?? 0;
  }
}

const RECOUNTED = `changes as (
  select agent_id, quarter, 1 as sign, ${NAMES}, answers, ears from call_facts
  where tenant_id = $1 and quarter >= $2 and quarter < $3
), ${CELLS}`;

const of = (table: string): string =>
  NAMES.split(', ')
    .map((name) => `${table}.${name}`)
    .join(', ');
