import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import { MEASURES, NOTHING, type Measures } from '../domain/call-count.js';
import type { Piece } from '../domain/grains.js';
import type { Histogram } from '../domain/histogram.js';
import { SUMMED } from './sums.js';

/** One stretch, as the buckets that it is made of. */
export type Stretch = readonly Piece[];

const EVERY_AGENT = '00000000-0000-0000-0000-000000000000';
const PIECES = `unnest($3::integer[], $4::smallint[], $5::timestamptz[], $6::timestamptz[])
  as piece (slot, minutes, starts, ends)`;

/** Sums over stretches. A piece is one walk along the primary key, whatever the planner thinks of the table. */
@Injectable()
export class StatsRepository {
  /** In the order of `stretches`. */
  async sums(
    tx: EntityManager,
    tenantId: TenantId,
    agentId: string | undefined,
    stretches: readonly Stretch[],
  ): Promise<Measures[]> {
    const rows = await tx.query<(Measures & { slot: number })[]>(
      `select slot, ${SUMMED}
       from ${PIECES}, lateral (
         select ${SUMMED} from call_stats
         where tenant_id = $1 and agent_id = $2 and grain = minutes and bucket >= starts and bucket < ends
       ) found group by slot`,
      [tenantId, agentId ?? EVERY_AGENT, ...columns(stretches)],
    );
    const bySlot = new Map(rows.map((row) => [row.slot, row]));
    return stretches.map((_, slot) => withZeros(bySlot.get(slot)));
  }

  /** How long answers took, in the order of `stretches`. */
  async histograms(
    tx: EntityManager,
    tenantId: TenantId,
    agentId: string | undefined,
    of: 'answers' | 'ears',
    stretches: readonly Stretch[],
  ): Promise<Histogram[]> {
    // Added up here: taking tens of thousands of small objects apart is what Postgres is slow at.
    const rows = await tx.query<{ slot: number; counts: Histogram }[]>(
      `select slot, counts
       from ${PIECES}, lateral (
         select ${of} as counts from call_stats
         where tenant_id = $1 and agent_id = $2 and grain = minutes and bucket >= starts and bucket < ends
           and ${of} <> '{}'
         offset 0
       ) found`,
      [tenantId, agentId ?? EVERY_AGENT, ...columns(stretches)],
    );
    const histograms = stretches.map((): Record<string, number> => ({}));
    for (const { slot, counts } of rows) {
      const sum = histograms[slot] ?? {};
      for (const name in counts) sum[name] = (sum[name] ?? 0) + (counts[name] ?? 0);
    }
    return histograms;
  }

  /** Those with most calls that began, the most first. */
  async topAgents(
    tx: EntityManager,
    tenantId: TenantId,
    stretch: Stretch,
    most: number,
  ): Promise<(Measures & { agentId: string })[]> {
    const rows = await tx.query<(Measures & { agentId: string })[]>(
      `select agent_id as "agentId", ${SUMMED}
       from ${PIECES}, lateral (
         select * from call_stats
         where tenant_id = $1 and agent_id <> $2 and grain = minutes and bucket >= starts and bucket < ends
         offset 0
       ) found
       group by agent_id having sum(started) > 0 order by sum(started) desc, agent_id limit $7`,
      [tenantId, EVERY_AGENT, ...columns([stretch]), most],
    );
    return rows;
  }
}

function columns(stretches: readonly Stretch[]): unknown[] {
  const lines = stretches.flatMap((pieces, slot) => pieces.map((piece) => ({ slot, ...piece })));
  return [
    lines.map(({ slot }) => slot),
    lines.map(({ minutes }) => minutes),
    lines.map(({ from }) => new Date(from)),
    lines.map(({ to }) => new Date(to)),
  ];
}

/** Of a stretch without any line Postgres says null, or nothing. */
const withZeros = (row: Partial<Measures> | undefined): Measures =>
  Object.fromEntries(MEASURES.map((name) => [name, row?.[name] ?? NOTHING[name]])) as Measures;
