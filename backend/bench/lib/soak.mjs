// @ts-check
import { complain } from '../../bin/lib/print.mjs';
import { errorsOf, runCallers, tally } from './callers.mjs';
import { Inspector } from './inspector.mjs';
import { WARM_UP } from './load-run.mjs';
import { orbisPlans } from './plans.mjs';
import { recordFaults } from './recorded.mjs';
import { fixed, table } from './stats.mjs';

/** What 1,000 calls may leave behind; less than this is the noise of caches and compiled code. */
const MOST_KB_PER_1000_CALLS = 1_024;
/** Connections and timers that may be open more than before. */
const MOST_HANDLES = 2;
/** Caches fill and code is compiled in the first part of a run, which therefore says nothing about leaks. */
const SETTLING_SHARE = 1 / 3;
/** Least time between two forced collections, which stop the process for some tens of milliseconds. */
const LEAST_EVERY_MS = 5_000;
const SAMPLES = 24;
/** Calls of real people; short runs have shorter ones, so that enough of them end. */
const CALL_MS = { leastMs: 20_000, mostMs: 90_000 };
const SHORT_CALL_MS = { leastMs: 8_000, mostMs: 20_000 };

/** @typedef {{ minute: number, heapKb: number, handles: number }} Sample */

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
  const before = await settled(inspector, 0);
  /** @type {Sample[]} */
  const samples = [];
  const everyMs = Math.max(LEAST_EVERY_MS, (minutes * 60_000) / SAMPLES);
  let startedAt = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const take = async () => samples.push(await settled(inspector, (performance.now() - startedAt) / 60_000));
  const { results, usage } = await runCallers({
    plans,
    calls,
    ramp,
    seconds: minutes * 60,
    churn: minutes < 5 ? SHORT_CALL_MS : CALL_MS,
    watch: { gateway: stack.pidOf('gateway') },
    around: {
      begin: async () => {
        startedAt = performance.now();
        timer = setInterval(() => void take(), everyMs);
        complain(`  ${calls} calls at a time for ${minutes} min …`);
      },
      end: async () => clearInterval(timer),
    },
  });
  const faults = await recordFaults(stack.env.DATABASE_URL ?? '', results);
  // Leases, timers of closed sockets and the pools' idle connections, which are kept for half a minute, have ended by then.
  await new Promise((resolve) => setTimeout(resolve, 40_000));
  const after = await settled(inspector, (performance.now() - startedAt) / 60_000);
  inspector.close();

  const kept = samples.filter(({ minute }) => minute >= minutes * SETTLING_SHARE);
  const slopeKbPerMinute = slope(kept);
  const made = results.length;
  const leftKb = slopeKbPerMinute * minutes;
  const allowedKb = MOST_KB_PER_1000_CALLS * Math.max(1, made / 1_000);
  const errors = {
    ...errorsOf(results),
    ...tally(results.flatMap(({ faults }) => faults)),
    ...tally(faults),
    ...(leftKb > allowedKb && { 'memory grows': 1 }),
    ...(after.handles > before.handles + MOST_HANDLES && { 'handles are left open': 1 }),
  };
  return {
    ok: Object.keys(errors).length === 0,
    minutes,
    callsAtOnce: calls,
    callsMade: made,
    errors,
    slopeKbPerMinute,
    allowedKbPerMinute: allowedKb / minutes,
    before,
    after,
    samples,
    usage,
  };
}

/** @param {Awaited<ReturnType<typeof soak>>} report */
export function describeSoak({
  ok,
  minutes,
  callsMade,
  errors,
  slopeKbPerMinute,
  allowedKbPerMinute,
  before,
  after,
  samples,
}) {
  const rows = [before, ...samples, after].map(({ minute, heapKb, handles }) => [
    fixed(minute, 1),
    fixed(heapKb, 0),
    String(handles),
  ]);
  const failures = Object.entries(errors).map(([text, count]) => `${count} × ${text}`);
  return [
    '',
    table(['minute', 'KB after collection', 'open handles'], rows),
    '',
    `  ${callsMade} calls in ${minutes} min; memory grows by ${fixed(slopeKbPerMinute, 1)} KB a minute (at most ${fixed(allowedKbPerMinute, 1)})`,
    failures.length === 0 ? '  0 errors' : `  errors: ${failures.join('; ')}`,
    '',
    ok ? '  flat' : '  FAILED',
    '',
  ].join('\n');
}

/** @param {Inspector} inspector @param {number} minute @returns {Promise<Sample>} */
async function settled(inspector, minute) {
  const { heapBytes, externalBytes, handles } = await inspector.settledMemory();
  return { minute, heapKb: (heapBytes + externalBytes) / 1024, handles };
}

/** Least squares, so that one odd sample does not decide. @param {Sample[]} samples */
function slope(samples) {
  const count = samples.length;
  const mean = (/** @type {(sample: Sample) => number} */ of) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / count;
  const [x, y] = [mean(({ minute }) => minute), mean(({ heapKb }) => heapKb)];
  const across = samples.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
  const along = samples.reduce((sum, { minute, heapKb }) => sum + (minute - x) * (heapKb - y), 0);
  return across === 0 ? 0 : along / across;
}
