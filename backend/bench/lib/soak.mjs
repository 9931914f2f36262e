// @ts-check
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
    liveCalls: await liveCallsOf(stream),
  });
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
  return {
    ok: Object.keys(errors).length === 0,
    minutes,
    callsAtOnce: calls,
    callsMade: results.length,
    errors,
    ...left,
    rests,
  };
}

/** @param {Awaited<ReturnType<typeof soak>>} report */
export function describeSoak({ ok, minutes, callsMade, errors, kbPer1000Calls, handlesLeft, rests }) {
  const memory =
    kbPer1000Calls === undefined
      ? 'too short to say what calls leave in memory'
      : `1,000 calls leave ${fixed(kbPer1000Calls, 0)} KB (at most ${MOST_KB_PER_1000_CALLS})`;
  const rows = rests.map(({ minute, calls, heapKb, codeKb, handles, liveCalls }) => [
    fixed(minute, 1),
    String(calls),
    fixed(heapKb, 0),
    fixed(codeKb, 0),
    String(handles),
    String(liveCalls),
  ]);
  const failures = Object.entries(errors).map(([text, count]) => `${count} × ${text}`);
  return [
    '',
    table(
      ['minute', 'calls that are over', 'KB after collection', 'KB of code besides', 'open handles', 'held'],
      rows,
    ),
    '',
    `  ${callsMade} calls in ${minutes} min; ${memory}, handles ${handlesLeft}`,
    failures.length === 0 ? '  0 errors' : `  errors: ${failures.join('; ')}`,
    '',
    ok ? '  flat' : '  FAILED',
    '',
  ].join('\n');
}

/** What the gateway counts of connections and calls. @param {string} stream */
async function liveCallsOf(stream) {
  const answer = await fetch(stream.replace('ws', 'http').replace('/stream', '/metrics'));
  return Number(/^orbis_voice_live_calls (\d+)$/m.exec(await answer.text())?.[1]);
}

/** @param {Inspector} inspector */
async function settled(inspector) {
  const { heapBytes, externalBytes, codeBytes, handles } = await inspector.settledMemory();
  return { heapKb: (heapBytes + externalBytes - codeBytes) / 1024, codeKb: codeBytes / 1024, handles };
}
