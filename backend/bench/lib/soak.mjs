// @ts-check
import pg from 'pg';
import { complain } from '../../bin/lib/print.mjs';
import { errorsOf, runCallers, tally } from './callers.mjs';
import { Inspector } from './inspector.mjs';
import { leftBehind, MOST_KB_PER_1000_CALLS } from './left-behind.mjs';
import { WARM_UP } from './load-run.mjs';
import { orbisPlans } from './plans.mjs';
import { recordFaults } from './recorded.mjs';
import { fixed, table } from './stats.mjs';

/**
 * Memory is compared where no call is on: fifty calls of all ages hold more than anything that one of them could leave. In the
 * first part of a run caches fill, so only what the later ones leave says something about leaks. Compiled code is left out:
 * there is more of it the longer a process runs, up to what the program has, however many calls there were.
 */
const WAVES = 4;
/** Less than this is one part, which says what is left open and nothing of memory. */
const LEAST_MINUTES = 1;
/** Leases, timers of closed sockets and the pools' idle connections, which are kept for half a minute, have ended by then. */
const CALM_MS = 40_000;
/** Calls of real people; short runs have shorter ones, so that enough of them end. */
const CALL_MS = { leastMs: 20_000, mostMs: 90_000 };
const SHORT_CALL_MS = { leastMs: 8_000, mostMs: 20_000 };
/** How late 99 of 100 turns of the gateway's event loop may be while calls are on. */
export const MOST_LOOP_MS = 50;

/**
 * Calls that come and go for a long time. Memory is what is left after forced collections, read through Node's inspector.
 * @param {import('./stack.mjs').Stack} stack
 * @param {{ calls: number, minutes: number, ramp: number }} size
 */
export async function soak(stack, { calls, minutes, ramp }) {
  await stack.startEngine('load');
  stack.inspected = true;
  const { stream } = await stack.startBackend('gateway');
  const plans = orbisPlans(stream, stack.teams, 'talk');
  await runCallers({ plans, ...WARM_UP, watch: {} });
  const inspector = await Inspector.connect(stack.inspectors.get('gateway') ?? 0);
  const startedAt = performance.now();
  /** @type {import('./caller.mjs').CallResult[]} */
  const results = [];
  const rest = async () => ({
    minute: (performance.now() - startedAt) / 60_000,
    calls: results.length,
    ...(await settled(inspector)),
    databaseConnections: await connectionsTo(stack.env.DATABASE_URL ?? ''),
    liveCalls: await metricOf(stream, 'orbis_voice_live_calls'),
  });
  const loop = loopWatch(stream);
  /** @type {import('./left-behind.mjs').Rest[]} */
  const rests = [await rest()];
  const waves = minutes < LEAST_MINUTES ? 1 : WAVES;
  for (let wave = 1; wave <= waves; wave++) {
    complain(`  ${calls} calls at a time, ${wave} of ${waves} parts of ${minutes} min …`);
    const part = await runCallers({
      plans,
      calls,
      ramp,
      seconds: (minutes * 60) / waves,
      churn: minutes < 5 ? SHORT_CALL_MS : CALL_MS,
      watch: {},
      around: loop,
    });
    results.push(...part.results);
    await new Promise((resolve) => setTimeout(resolve, CALM_MS));
    rests.push(await rest());
  }
  inspector.close();

  const faults = await recordFaults(stack.env.DATABASE_URL ?? '', results);
  const { tooMuch, ...left } = leftBehind(rests);
  const errors = {
    ...errorsOf(results),
    ...tally(results.flatMap(({ faults }) => faults)),
    ...tally(faults),
    ...tally(tooMuch),
  };
  const loopP99Ms = Math.max(...loop.p99Ms);
  return {
    ok: Object.keys(errors).length === 0,
    // Of a short run the start is most.
    late: minutes >= LEAST_MINUTES && loopP99Ms > MOST_LOOP_MS,
    loopP99Ms,
    minutes,
    callsAtOnce: calls,
    callsMade: results.length,
    errors,
    ...left,
    rests,
  };
}

/** @param {Awaited<ReturnType<typeof soak>>} report */
export function describeSoak({ ok, late, loopP99Ms, minutes, callsMade, errors, rests, ...left }) {
  const { kbPer1000Calls, handlesLeft, connectionsLeft } = left;
  const memory =
    kbPer1000Calls === undefined
      ? 'too short to say what calls leave in memory'
      : `1,000 calls leave ${fixed(kbPer1000Calls, 0)} KB (at most ${MOST_KB_PER_1000_CALLS})`;
  const rows = rests.map(({ minute, calls, heapKb, codeKb, handles, databaseConnections, liveCalls }) => [
    ...[fixed(minute, 1), String(calls), fixed(heapKb, 0), fixed(codeKb, 0)],
    ...[handles, databaseConnections, liveCalls].map(String),
  ]);
  const head = [
    ...['minute', 'calls that are over', 'KB after collection', 'KB of code besides'],
    ...['open handles', 'to Postgres', 'held'],
  ];
  const failures = Object.entries(errors).map(([text, count]) => `${count} × ${text}`);
  return [
    '',
    table(head, rows),
    '',
    `  ${callsMade} calls in ${minutes} min; ${memory}, handles ${handlesLeft}, connections to Postgres ${connectionsLeft}`,
    `  event loop p99 ${fixed(loopP99Ms, 1)} ms while calls were on (at most ${MOST_LOOP_MS})`,
    failures.length === 0 ? '  0 errors' : `  errors: ${failures.join('; ')}`,
    '',
    ok && !late ? '  flat' : '  FAILED',
    '',
  ].join('\n');
}

/** @param {string} stream @param {string} name  of a metric without labels */
async function metricOf(stream, name) {
  const answer = await fetch(stream.replace('ws', 'http').replace('/stream', '/metrics'));
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(await answer.text())?.[1]);
}

/**
 * How late the gateway's event loop is in each part while all calls are on, before anything is collected by force.
 * @param {string} stream
 */
function loopWatch(stream) {
  const read = () => metricOf(stream, 'nodejs_eventloop_lag_p99_seconds');
  const p99Ms = /** @type {number[]} */ ([]);
  return {
    p99Ms,
    // What is read tells of the time since it was read before.
    begin: async () => void (await read()),
    end: async () => void p99Ms.push((await read()) * 1_000),
  };
}

/** Of everybody else to the product's database. @param {string} url */
async function connectionsTo(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
  );
  await client.end();
  return Number(rows[0].count);
}

/** @param {Inspector} inspector */
async function settled(inspector) {
  const { heapBytes, externalBytes, codeBytes, handles } = await inspector.settledMemory();
  return { heapKb: (heapBytes + externalBytes - codeBytes) / 1024, codeKb: codeBytes / 1024, handles };
}
