// @ts-check
import { LOAD_SCENARIO } from '@orbisvoice/live-engine';
import { errorsOf, gather, runCallers, tally } from './callers.mjs';
import { Inspector } from './inspector.mjs';
import { directPlan, orbisPlan, orbisPlans } from './plans.mjs';
import { recordFaults } from './recorded.mjs';
import { spread } from './stats.mjs';

/** Markers need no long run: 50 calls give 2,500 of them a second. */
const ECHO_SECONDS = 10;
/** First use compiles code and grows the heap, which is no call's own; it comes before anything is measured. */
export const WARM_UP = { calls: 10, seconds: 2 };

/** @typedef {{ calls: number, seconds: number, ramp: number }} Size */
/**
 * @typedef {object} Profiles  files for CPU profiles of the gateway
 * @property {string | undefined} [profile]  while all calls talk
 * @property {string | undefined} [profileRamp]  from the first call that is dialled to the last that is ready
 */
/** @typedef {Awaited<ReturnType<typeof measureTalk>>} Talk */
/** @typedef {Awaited<ReturnType<typeof measureEcho>>} Echo */

/**
 * Callers that ask and listen, over and over. Every answer is held against what the engine is known to say, and every
 * call against the database.
 * @param {import('./stack.mjs').Stack} stack
 * @param {Size} size
 * @param {Profiles & { thinkingMs?: number | undefined }} [options]  `thinkingMs`: the engine takes exactly this to its first
 *   sound, instead of what it usually takes
 */
export async function measureTalk(stack, size, { thinkingMs, ...profiles } = {}) {
  const timing = { ...LOAD_SCENARIO.timing, ttfbMs: thinkingMs, ttfbSigma: 0 };
  await stack.startEngine(thinkingMs === undefined ? 'load' : JSON.stringify({ ...LOAD_SCENARIO, timing }));
  stack.inspected = profiles.profile !== undefined || profiles.profileRamp !== undefined;
  const { stream } = await stack.startBackend('gateway');
  const plans = orbisPlans(stream, stack.teams, 'talk');
  await runCallers({ plans, ...WARM_UP, watch: {} });
  const around = stack.inspected ? await profiling(stack, profiles) : undefined;
  const measured = await runCallers({ plans, ...size, watch: watched(stack), ...(around && { around }) });
  return judge(measured, await recordFaults(stack.env.DATABASE_URL ?? '', measured.results));
}

/**
 * The same against a gateway that runs already. Its engine may be a real one, and its database is not ours to read.
 * @param {{ url: string, agentId: string, secretKey: string }} target
 * @param {Size} size
 */
export async function measureRunning({ url, ...team }, size) {
  const plans = [orbisPlan(url, team, 'talk', { scripted: false })];
  return judge(await runCallers({ plans, ...size, watch: {} }), []);
}

/**
 * Marked audio that the engine returns at once: the same straight to the engine and through the gateway; the difference
 * is what the gateway adds.
 * @param {import('./stack.mjs').Stack} stack
 * @param {Size} size
 */
export async function measureEcho(stack, { calls, ramp }) {
  const engineUrl = await stack.startEngine('echo');
  stack.inspected = false;
  const { stream } = await stack.startBackend('gateway');
  const shared = { calls, ramp, seconds: ECHO_SECONDS };
  const direct = await runCallers({ plans: [directPlan(engineUrl)], ...shared, watch: {} });
  const plans = orbisPlans(stream, stack.teams, 'echo');
  await runCallers({ plans, ...WARM_UP, watch: {} });
  const through = await runCallers({ plans, ...shared, watch: watched(stack) });
  const [without, road, all] = [
    spread(gather(direct.results, 'roundTrips')),
    spread(gather(through.results, 'roundTrips')),
    spread(gather(through.results, 'allRoundTrips')),
  ];
  const errors = errorsOf([...direct.results, ...through.results]);
  return {
    ok: Object.keys(errors).length === 0 && road.p50 > 0,
    errors,
    directMs: without,
    throughMs: road,
    withFramingMs: all,
    addedMs: {
      p50: road.p50 - without.p50,
      p95: road.p95 - without.p95,
      p99: road.p99 - without.p99,
    },
    usage: through.usage,
  };
}

/** @param {import('./stack.mjs').Stack} stack */
const watched = (stack) => ({
  gateway: stack.pidOf('gateway'),
  engine: stack.pidOf('live-engine'),
  database: stack.pidOf('postgres'),
});

/**
 * @param {import('./stack.mjs').Stack} stack
 * @param {Profiles} profiles
 * @returns {Promise<import('./callers.mjs').Around>}
 */
async function profiling(stack, { profile, profileRamp }) {
  const inspector = await Inspector.connect(stack.inspectors.get('gateway') ?? 0);
  const start = () => inspector.startProfile();
  const keep = (/** @type {string | undefined} */ file) =>
    file === undefined ? undefined : inspector.saveProfile(file);
  return {
    dial: async () => {
      if (profileRamp !== undefined) await start();
    },
    begin: async () => {
      await keep(profileRamp);
      if (profile !== undefined) await start();
    },
    end: async () => {
      await keep(profile);
      inspector.close();
    },
  };
}

/**
 * @param {import('./callers.mjs').Measured} measured
 * @param {string[]} recordFaults
 */
function judge({ results, usage }, recordFaults) {
  const turns = results.reduce((sum, { turns }) => sum + turns, 0);
  const silent = results.filter(({ turns, error }) => turns === 0 && !error).length;
  const errors = {
    ...errorsOf(results),
    ...tally(results.flatMap(({ faults }) => faults)),
    ...tally(recordFaults),
    ...(silent > 0 && { 'no answer at all': silent }),
  };
  return {
    ok: Object.keys(errors).length === 0 && turns > 0,
    turns,
    errors,
    setupMs: spread(results.map(({ readyMs }) => readyMs).filter(Number.isFinite)),
    voiceToVoiceMs: spread(gather(results, 'voiceToVoice')),
    turnToVoiceMs: spread(gather(results, 'turnToVoice')),
    gatewayShareMs: spread(gather(results, 'gatewayShare')),
    usage,
  };
}
