#!/usr/bin/env node
// @ts-check
import { complain, main, userError } from '../bin/lib/print.mjs';
import { HARMS } from './chaos/harms.mjs';
import { planOf } from './chaos/plan.mjs';
import { Records } from './chaos/records.mjs';
import { runPlan } from './chaos/run-plan.mjs';
import { Sales } from './chaos/sales.mjs';
import { Topology } from './chaos/topology.mjs';
import { Visitors } from './chaos/visitors.mjs';
import { benchCommand } from './lib/bench-command.mjs';
import { fixed, table } from './lib/stats.mjs';

const HELP = `npm run chaos [-- --calls 40 --minutes 8 --seed 1 --only gateway-kill,redis-wipe --json]

Starts what production is, as processes: two API servers, three gateways, two workers, Postgres and Redis, with lines
between them that can be spoilt. While 40 visitors talk, others come and go and invoices are paid, a plan made from the
seed kills, stops, pauses and empties them and cuts their lines. Afterwards the database has to say that nothing
acknowledged is lost or doubled, each call ended once, each invoice stands once in the ledger, and all work is done; and
no order that a visitor gave may have been placed twice.
The same seed makes the same plan. Exits with 1 where something is not whole (faults) or a time was missed (late).

Harms: ${Object.keys(HARMS).join(', ')}.`;

const SHORT_LANES = 3;

await main(() =>
  benchCommand({
    help: HELP,
    defaults: {
      calls: '40',
      minutes: '8',
      seed: String(Date.now() % 1_000_000),
      only: Object.keys(HARMS).join(','),
    },
    measure: async (values) => {
      const [calls, minutes, seed] = [values.calls, values.minutes, values.seed].map(Number);
      if (!(calls && calls > 0 && minutes && minutes > 0 && Number.isInteger(seed)))
        throw userError('--calls, --minutes and --seed take numbers.');
      const wanted = Object.fromEntries(values.only.split(',').map((name) => [name, harmOf(name)]));
      const plan = planOf(seed ?? 0, minutes * 60_000, wanted);
      return { seed, calls, ...(await examine(calls, plan)) };
    },
    describe,
    isGood: ({ faults, late }) => faults.length + late.length === 0,
  }),
);
// Node 20, asked to leave by itself, may wait in its own clean-up for ever, on a socket whose other end was killed.
process.exit();

/** @param {string} name */
function harmOf(name) {
  const harm = HARMS[name];
  if (!harm) throw userError(`There is no harm called ${name}. There are: ${Object.keys(HARMS).join(', ')}.`);
  return harm;
}

/**
 * @param {number} calls
 * @param {import('./chaos/plan.mjs').Step[]} plan
 */
async function examine(calls, plan) {
  complain('starting everything …');
  const topology = await Topology.start(calls + SHORT_LANES);
  try {
    const visitors = new Visitors(topology);
    const sales = new Sales(topology);
    const records = new Records(topology);
    await sales.start();
    await visitors.start(calls, SHORT_LANES);
    const off = visitors.lasting.filter(({ isOn }) => !isOn).length;
    if (off > 0) throw userError(`${off} of ${calls} calls did not begin: this machine is too busy.`);
    const outcomes = await runPlan(topology, visitors, records, plan, complain);
    complain('reading the records …');
    await visitors.leave();
    await sales.stop();
    const found = await records.faults(visitors, sales);
    return {
      outcomes,
      turns: visitors.lasting.concat(visitors.short).reduce((sum, { acknowledged }) => sum + acknowledged, 0),
      shortCalls: visitors.short.length,
      invoices: sales.taken.length,
      late: outcomes.flatMap(({ late }) => late),
      faults: [...topology.faults, ...found],
    };
  } finally {
    await topology.stop();
  }
}

/** @param {Awaited<ReturnType<typeof examine>> & { seed: number | undefined, calls: number }} report */
function describe({ seed, calls, outcomes, turns, shortCalls, invoices, late, faults }) {
  const rows = outcomes.map((one) => [
    one.harm,
    ...[
      one.tookMs,
      one.interruptions,
      one.resumed,
      one.p95Ms,
      one.longestMs,
      one.answersP95Ms,
      one.workMs,
    ].map((value) => fixed(value, 0)),
  ]);
  return [
    table(
      ['Harm', 'took ms', 'interruptions', 'resumed', 'p95 ms', 'longest ms', 'answers p95', 'work done ms'],
      rows,
    ),
    '',
    `  seed ${seed}: ${calls} calls throughout, ${shortCalls} that came and went, ${turns} turns acknowledged, ${invoices} invoices`,
    `  ${faults.length} faults, ${late.length} times missed`,
    ...late.map((text) => `    late: ${text}`),
    ...faults.slice(0, 40).map((text) => `    fault: ${text}`),
  ].join('\n');
}
