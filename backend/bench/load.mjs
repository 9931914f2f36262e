#!/usr/bin/env node
// @ts-check
import { parseArgs } from 'node:util';
import { complain, main, say, userError } from '../bin/lib/print.mjs';
import { USUAL_RAMP } from './lib/callers.mjs';
import { describeGrowth, describeStep } from './lib/load-report.mjs';
import { measureEcho, measureRunning, measureTalk } from './lib/load-run.mjs';
import { describeScenario, runScenario, SCENARIOS } from './lib/scenarios.mjs';
import { describeSoak, soak } from './lib/soak.mjs';
import { onStack } from './lib/stack.mjs';

const NAMES = Object.keys(SCENARIOS);

const HELP = `npm run load -- --calls 50 --seconds 30 [options]

Real calls in real time against a freshly started gateway, with the scripted engine, the database and the callers in
processes of their own. First all callers ask and listen, over and over: every word of every answer, every byte of its
sound and every row in the database is checked. Then they send marked audio that the engine returns at once: the same
through the gateway and straight to the engine; the difference is what the gateway adds.

  --calls <list>    calls at once; default 50. Several numbers (75,150,300) are measured one after another, and the
                    growth from each to the next is printed
  --seconds <n>     length of the talking part; default 30
  --ramp <n>        new calls a second; default ${USUAL_RAMP}
  --only <part>     talk or echo
  --thinking <ms>   the engine takes exactly this long to its first sound, instead of 350 ms and their usual spread
  --scenario <name> let something go wrong in every call, and say how the calls came through it:
                    ${NAMES.join(', ')}; or all
  --soak            calls that come and go, and the memory that is left after forced collections
  --minutes <n>     length of the soak; default 10. Below 1 it says only what is left open, and nothing of memory
  --profile <file>  CPU profile of the gateway while all calls talk (.cpuprofile, for a browser's developer tools)
  --profile-ramp <file>  the same of the time in which calls are set up
  --url <ws-url>    only talk, to a gateway that runs already (with --agent and --key)
  --agent <id>      agent for --url
  --key <key>       secret key for --url
  --json            one JSON object instead of text
  --help

Exit code 1 where any call failed, any answer was not what the engine said, or a soak of a minute or more left too much or
kept the gateway's event loop waiting (p99 above 50 ms).`;

const OPTIONS = /** @type {const} */ ({
  calls: { type: 'string', default: '50' },
  seconds: { type: 'string', default: '30' },
  ramp: { type: 'string', default: String(USUAL_RAMP) },
  only: { type: 'string' },
  thinking: { type: 'string' },
  scenario: { type: 'string' },
  soak: { type: 'boolean', default: false },
  minutes: { type: 'string', default: '10' },
  profile: { type: 'string' },
  'profile-ramp': { type: 'string' },
  url: { type: 'string' },
  agent: { type: 'string' },
  key: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
});

await main(async () => {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) {
    say(HELP);
    return 0;
  }
  const steps = values.calls.split(',').map((calls) => positive('--calls', calls));
  const shared = { seconds: positive('--seconds', values.seconds), ramp: positive('--ramp', values.ramp) };
  if (values.only !== undefined && values.only !== 'talk' && values.only !== 'echo')
    throw userError('--only takes talk or echo.');
  if (values.soak || values.scenario) {
    const size = { calls: steps[0] ?? 1, ...shared };
    const tell = (/** @type {object} */ outcome, /** @type {string} */ text) =>
      say(values.json ? JSON.stringify(outcome) : text);
    const outcomes = values.soak
      ? await soaked({ ...size, minutes: positive('--minutes', values.minutes) }, tell)
      : await gone(values.scenario ?? '', size, tell);
    return outcomes.every((outcome) => outcome.ok && !('late' in outcome && outcome.late)) ? 0 : 1;
  }
  const report = values.url
    ? await loadRunning(steps, shared, values)
    : await loadFresh(steps, shared, values);
  if (values.json) say(JSON.stringify({ ok: report.every(({ ok }) => ok), steps: report }));
  else if (report.length > 1) say(`${describeGrowth(report)}\n`);
  return report.every(({ ok }) => ok) ? 0 : 1;
});

/** @typedef {(outcome: object, text: string) => void} Tell */

/** @param {{ calls: number, minutes: number, ramp: number }} size @param {Tell} tell */
function soaked(size, tell) {
  return onStack(size.calls, async (stack) => {
    const outcome = await soak(stack, size);
    tell(outcome, describeSoak(outcome));
    return [outcome];
  });
}

/** @param {string} name @param {{ calls: number, seconds: number, ramp: number }} size @param {Tell} tell */
async function gone(name, size, tell) {
  if (name !== 'all' && !NAMES.includes(name))
    throw userError(`--scenario takes all or one of ${NAMES.join(', ')}.`);
  const outcomes = [];
  // Each on a stack of its own: the faults of one may not meet the calls of another.
  for (const one of name === 'all' ? NAMES : [name]) {
    const outcome = await onStack(size.calls, (stack) => runScenario(stack, one, size));
    tell(outcome, describeScenario(outcome));
    outcomes.push(outcome);
  }
  return outcomes;
}

/** @param {string} name @param {string} text */
function positive(name, text) {
  const value = Number(text);
  if (!(value > 0)) throw userError(`${name} takes a number above 0.`);
  return value;
}

/** @typedef {{ seconds: number, ramp: number }} Pace */
/** @typedef {import('./lib/load-report.mjs').Step} Step */

/**
 * @param {number[]} steps
 * @param {Pace} pace
 * @param {{ only?: string | undefined, thinking?: string | undefined, profile?: string | undefined,
 *   'profile-ramp'?: string | undefined, json: boolean }} options
 */
async function loadFresh(steps, pace, { only, thinking, profile, 'profile-ramp': profileRamp, json }) {
  const thinkingMs = thinking === undefined ? undefined : positive('--thinking', thinking);
  return onStack(Math.max(...steps), async (stack) => {
    /** @type {Step[]} */
    const report = [];
    for (const calls of steps) {
      if (json) complain(`  ${calls} calls …`);
      const talk =
        only === 'echo'
          ? undefined
          : await measureTalk(stack, { calls, ...pace }, { profile, profileRamp, thinkingMs });
      const echo = only === 'talk' ? undefined : await measureEcho(stack, { calls, ...pace });
      report.push({
        ok: talk?.ok !== false && echo?.ok !== false,
        calls,
        seconds: pace.seconds,
        ...(talk && { talk }),
        ...(echo && { echo }),
      });
      if (!json) say(describeStep(/** @type {Step} */ (report.at(-1))));
    }
    return report;
  });
}

/**
 * @param {number[]} steps
 * @param {Pace} pace
 * @param {{ url?: string | undefined, agent?: string | undefined, key?: string | undefined, json: boolean }} target
 */
async function loadRunning(steps, pace, { url = '', agent, key, json }) {
  if (!agent || !key) throw userError('--url needs --agent and --key.');
  /** @type {Step[]} */
  const report = [];
  for (const calls of steps) {
    const talk = await measureRunning({ url, agentId: agent, secretKey: key }, { calls, ...pace });
    report.push({ ok: talk.ok, calls, seconds: pace.seconds, talk });
    if (!json) say(describeStep(/** @type {Step} */ (report.at(-1))));
  }
  return report;
}
