#!/usr/bin/env node
// @ts-check
import { startLiveEngine } from '@orbisvoice/live-engine';
import pg from 'pg';
import { complain, main, userError } from '../bin/lib/print.mjs';
import { benchCommand } from './lib/bench-command.mjs';
import { PatientCaller, keepTalking, pause } from './lib/patient-caller.mjs';
import { scenarioOf, silentFailures } from './lib/silent-failures.mjs';
import { onStack } from './lib/stack.mjs';
import { fixed, p50, percentile, table } from './lib/stats.mjs';

const HELP = `npm run bench:guard [-- options]

Injects each silent failure of the model into real calls, in real time: how soon it is noticed (by the call's timeline),
and how soon the visitor hears the agent again (by their own ears). Times begin where the visitor begins to wait in vain;
a failure that is noticed earlier counts as 0.

  --calls <n>    calls for each failure, ten at once; default 40
  --only <name>  one failure, by a part of its name
  --json
  --help

Exit code 1 where less than 95 % of any failure were noticed within 2 s and over within 4 s.`;

/** So many at once; the machine is shared with what they call. */
const WAVE = 10;
const KEY = 'a-key-for-the-local-engine-only';
const QUESTION_MS = 700;
/** The balanced agent's silence before a turn is over. */
const PATIENCE_MS = 500;
const WATCH_MS = 10_000;
const ANSWER_WITHIN_MS = 6_000;
/** Of the answer, before the visitor speaks into it: while the model is still sending. */
const BARGE_IN_MS = 400;
/** More agent audio than any of the failures lets through. */
const UNBROKEN_MS = 3_000;
const NOTICED = /^(guard\.(?!recovered)|provider\.(lost|open-failed))/;
const AIM = { noticedMs: 2_000, overMs: 4_000, share: 0.95 };

await main(() =>
  benchCommand({
    help: HELP,
    defaults: { calls: '40', only: '' },
    measure: (values) => {
      const calls = Number(values.calls);
      if (!(calls > 0)) throw userError('--calls takes a number.');
      const failures = silentFailures(WAVE).filter(({ name }) => name.includes(values.only));
      return onStack(WAVE, (stack) => measure(stack, failures, calls));
    },
    describe,
    isGood: (results) =>
      results.every(({ noticedShare, overShare }) => Math.min(noticedShare, overShare) >= AIM.share),
  }),
);

/**
 * @param {import('./lib/stack.mjs').Stack} stack
 * @param {import('./lib/silent-failures.mjs').SilentFailure[]} failures
 * @param {number} calls  for each of them
 */
async function measure(stack, failures, calls) {
  const database = new pg.Client({ connectionString: stack.env.DATABASE_URL });
  // In this process, so that each wave begins with an engine that has not been hurt yet.
  const engine = await startLiveEngine();
  try {
    await database.connect();
    stack.env.GEMINI_BASE_URL = engine.url;
    // A key makes the gateway take the engine for Gemini, with the waits that are meant for it.
    stack.env.GEMINI_API_KEY = KEY;
    // A greeting would take the trouble that is meant for the answer.
    await database.query(`update agent_versions set content = content || '{"firstMessage": ""}'`);
    const { stream } = await stack.startBackend('gateway');
    const place = { engine, database, stream, team: stack.teams[0] };
    engine.addScenario({ ...scenarioOf([]), name: KEY });
    await wave(place, { name: 'none', from: 'answer-due', faults: [] }, 3_000);
    const results = [];
    for (const failure of failures) {
      complain(`  ${failure.name} …`);
      const found = [];
      while (found.length < calls) found.push(...(await wave(place, failure, WATCH_MS)));
      results.push(summary(failure.name, found));
    }
    return results;
  } finally {
    await database.end();
    await engine.close();
  }
}

/**
 * A few calls at once, all hurt in the same way.
 * @param {{ engine: import('@orbisvoice/live-engine').LiveEngine, database: pg.Client, stream: string,
 *   team: import('./lib/stack.mjs').Team | undefined }} place
 * @param {import('./lib/silent-failures.mjs').SilentFailure} failure
 * @param {number} watchMs
 */
async function wave({ engine, database, stream, team }, failure, watchMs) {
  engine.addScenario({ ...scenarioOf(failure.faults), name: KEY });
  const { agentId, secretKey: apiKey } = team ?? {};
  const callers = Array.from(
    { length: WAVE },
    () => new PatientCaller(stream, { type: 'hello', protocol: 1, apiKey, agentId }),
  );
  const stop = keepTalking(callers);
  const ready = Date.now() + 8_000;
  while (callers.some(({ readyAt, closed }) => Number.isNaN(readyAt) && !closed) && Date.now() < ready)
    await pause(20);
  await pause(600);
  if (failure.from !== 'dialled') {
    for (const caller of callers) caller.ask(QUESTION_MS);
    if (failure.bargesIn) await bargeIn(callers);
    await pause(watchMs);
  }
  for (const caller of callers) caller.end();
  await pause(1_500);
  stop();
  const found = [];
  for (const caller of callers) found.push(await figures(caller, failure, database));
  // A call that tries again at once may take the refusal that was meant for another, which then met none.
  return found.filter(
    ({ noticedMs, overMs }) => !Number.isNaN(noticedMs) || failure.from !== 'dialled' || Number.isNaN(overMs),
  );
}

/** Each speaks again as soon as enough of the answer has come. @param {PatientCaller[]} callers */
async function bargeIn(callers) {
  const silent = new Set(callers);
  const until = Date.now() + ANSWER_WITHIN_MS;
  while (silent.size > 0 && Date.now() < until) {
    for (const caller of [...silent].filter(({ heardMs }) => heardMs >= BARGE_IN_MS)) {
      caller.ask(QUESTION_MS);
      silent.delete(caller);
    }
    await pause(20);
  }
}

/** @param {string} name @param {{ noticedMs: number, overMs: number }[]} found */
function summary(name, found) {
  const noticed = found.map((one) => one.noticedMs);
  const over = found.map((one) => one.overMs);
  const share = (/** @type {number[]} */ values, /** @type {number} */ most) =>
    values.filter((value) => value <= most).length / values.length;
  return {
    name,
    calls: found.length,
    noticed: { p50: p50(noticed), p95: percentile(noticed, 0.95) },
    over: { p50: p50(over), p95: percentile(over, 0.95) },
    noticedShare: share(noticed, AIM.noticedMs),
    overShare: share(over, AIM.overMs),
  };
}

/**
 * @param {PatientCaller} caller
 * @param {import('./lib/silent-failures.mjs').SilentFailure} failure
 * @param {pg.Client} database
 */
async function figures(caller, failure, database) {
  const callId = caller.of('ready')[0]?.message.callId;
  const { rows } = await database.query('select kind, at from call_events where call_id = $1 order by seq', [
    callId,
  ]);
  const event = rows.find(({ kind }) => NOTICED.test(kind));
  const from = beginning(caller, failure.from);
  // What had come lasted until the rest came: nobody heard anything of it.
  if (failure.from === 'silence' && Number.isNaN(caller.silentFrom) && caller.heardMs > UNBROKEN_MS)
    return { noticedMs: 0, overMs: 0 };
  // What came just before the reply was taken back bears the same millisecond.
  const voiceFrom = failure.takenBack ? (caller.of('interrupted')[0]?.at ?? Number.NaN) + 1 : from;
  const over = failure.from === 'dialled' ? caller.readyAt : caller.soundAfter(voiceFrom);
  const since = (/** @type {number | undefined} */ at) =>
    at === undefined ? Number.NaN : Math.max(0, at - from);
  return { noticedMs: since(event?.at.getTime()), overMs: since(over) };
}

/** @param {PatientCaller} caller @param {import('./lib/silent-failures.mjs').SilentFailure['from']} from */
function beginning(caller, from) {
  if (from === 'dialled') return caller.dialledAt;
  if (from === 'answer-due') return (caller.spokeAt.at(-1) ?? Number.NaN) + PATIENCE_MS;
  if (from === 'first-audio') return caller.heard[0]?.at ?? Number.NaN;
  return Number.isNaN(caller.silentFrom) ? caller.playedUntil : caller.silentFrom;
}

/** @param {ReturnType<typeof summary>[]} results */
function describe(results) {
  const percent = (/** @type {number} */ share) => `${fixed(share * 100, 0)} %`;
  const rows = results.map(({ name, calls, noticed, over, noticedShare, overShare }) => [
    name,
    String(calls),
    fixed(noticed.p50, 0),
    fixed(noticed.p95, 0),
    percent(noticedShare),
    fixed(over.p50, 0),
    fixed(over.p95, 0),
    percent(overShare),
  ]);
  const head = ['failure', 'calls', 'noticed p50 ms', 'p95', '≤ 2 s', 'heard again p50 ms', 'p95', '≤ 4 s'];
  return `\n${table(head, rows)}\n\n  aim: ≥ ${AIM.share * 100} % in both`;
}
