import { scansOf } from '../../bench/lib/list-plans.mjs';
import type { Transaction } from '../../src/platform/database/index.js';

interface PlanNode {
  Plans?: PlanNode[];
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
}
interface Explained {
  'QUERY PLAN': { Plan: PlanNode }[];
}

export interface Walk {
  /** Each scan with what it goes over. */
  scans: string[];
  /** Rows that were read and then were not what was asked for. */
  inVain: number;
}

/**
 * What the statements that `work` sends walk, whoever builds them. Whole tables are read only where nothing else is
 * possible: not because there is too little in them, and not because row-level security keeps a condition away from an index.
 */
export async function walkOf(tx: Transaction, work: (tx: Transaction) => Promise<unknown>): Promise<Walk> {
  const runner = tx.queryRunner;
  if (!runner) throw new Error('statements are heard within a transaction only');
  await tx.query('set local enable_seqscan = off');
  const sent: [string, unknown[]][] = [];
  const send = runner.query.bind(runner);
  runner.query = (async (sql: string, values: unknown[] = [], structured?: boolean) => {
    sent.push([sql, values]);
    return send(sql, values, structured as true);
  }) as typeof runner.query;
  try {
    await work(tx);
  } finally {
    runner.query = send;
  }
  const walk: Walk = { scans: [], inVain: 0 };
  for (const [sql, values] of sent) {
    const [row] = await tx.query<Explained[]>(`explain (analyze, format json) ${sql}`, values);
    const plan = row?.['QUERY PLAN'][0]?.Plan ?? {};
    walk.scans.push(...scansOf({ ...plan }));
    walk.inVain += removedIn(plan);
  }
  return walk;
}

function removedIn(node: PlanNode): number {
  const here = (node['Rows Removed by Filter'] ?? 0) * (node['Actual Loops'] ?? 1);
  return (node.Plans ?? []).reduce((sum, inner) => sum + removedIn(inner), here);
}
