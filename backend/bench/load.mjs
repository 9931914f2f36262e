#!/usr/bin/env node
// @ts-check
import { parseArgs } from 'node:util';
import { main, say, userError } from '../bin/lib/print.mjs';
import { errorsOf, gather, runCallers } from './lib/callers.mjs';
import { directPlan, orbisPlans } from './lib/plans.mjs';
import { Stack } from './lib/stack.mjs';
import { fixed, p50, p99, table } from './lib/stats.mjs';

const HELP = `npm run load -- --calls 50 --seconds 30 [options]

Real calls in real time against a freshly started gateway with the scripted engine, each in its own process. First all
callers ask and listen, over and over, and every answer is checked for its words and its sound. Then they send marked
audio that the engine returns at once: the same through the gateway and straight to the engine; the difference is what
the gateway adds.

  --calls <n>     calls at once; default 50
  --seconds <n>   length of the talking part; default 30
  --ramp <ms>     between two new calls; default 25
  --url <ws-url>  only talk, to a gateway that runs already (with --agent and --key)
  --agent <id>    agent for --url
  --key <key>     secret key for --url
  --json          one JSON object instead of text
  --help

Exit code 1 where any call failed or any answer was incomplete.`;

const OPTIONS = /** @type {const} */ ({
  calls: { type: 'string', default: '50' },
  seconds: { type: 'string', default: '30' },
  ramp: { type: 'string', default: '25' },
  url: { type: 'string' },
  agent: { type: 'string' },
  key: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
});
/** Markers need no long run: 50 calls give 2,500 of them a second. */
const ECHO_SECONDS = 10;
/** First use compiles code and grows the heap, which is no call's own; it comes before anything is measured. */
const WARM_UP = { calls: 10, seconds: 2 };

await main(async () => {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) {
    say(HELP);
    return 0;
  }
  const [calls, seconds, rampMs] = [values.calls, values.seconds, values.ramp].map(Number);
  if (!calls || !seconds || rampMs === undefined || Number.isNaN(rampMs))
    throw userError('--calls, --seconds and --ramp take numbers.');
  const size = { calls, seconds, rampMs };
  const report = values.url ? await loadRunning(size, values) : await loadFresh(size);
  say(values.json ? JSON.stringify(report) : describe(report));
  return report.ok ? 0 : 1;
});

/**
 * @typedef {object} LoadReport
 * @property {boolean} ok
 * @property {number} calls
 * @property {number} seconds
 * @property {ReturnType<typeof judge>} talk
 * @property {Awaited<ReturnType<typeof measureEcho>>} [echo]
 */

/** @param {{ calls: number, seconds: number, rampMs: number }} size @returns {Promise<LoadReport>} */
async function loadFresh(size) {
  const stack = await Stack.start(size.calls);
  try {
    await stack.startEngine('load');
    const { stream } = await stack.startBackend('gateway');
    const watch = { gateway: stack.pidOf('gateway'), engine: stack.pidOf('live-engine') };
    const plans = orbisPlans(stream, stack.teams, 'talk');
    await runCallers({ plans, ...WARM_UP, watch: {} });
    const measured = await runCallers({ plans, ...size, watch });
    const talk = judge(measured);
    const echo = await measureEcho(stack, size);
    return { ok: talk.ok && echo.ok, calls: size.calls, seconds: size.seconds, talk, echo };
  } finally {
    await stack.stop();
  }
}

/**
 * @param {{ calls: number, seconds: number, rampMs: number }} size
 * @param {{ url?: string | undefined, agent?: string | undefined, key?: string | undefined }} target
 * @returns {Promise<LoadReport>}
 */
async function loadRunning(size, { url = '', agent, key }) {
  if (!agent || !key) throw userError('--url needs --agent and --key.');
  const plans = orbisPlans(url, [{ agentId: agent, secretKey: key }], 'talk');
  const talk = judge(await runCallers({ plans, ...size, watch: {} }));
  return { ok: talk.ok, calls: size.calls, seconds: size.seconds, talk };
}

/** @param {import('./lib/callers.mjs').Measured} measured */
function judge({ results, usage }) {
  const turns = results.reduce((sum, { turns }) => sum + turns, 0);
  const badTurns = results.reduce((sum, { badTurns }) => sum + badTurns, 0);
  const silent = results.filter(({ turns, error }) => turns === 0 && !error).length;
  const errors = { ...errorsOf(results), ...(silent > 0 && { 'no answer at all': silent }) };
  const setup = results.map(({ readyMs }) => readyMs);
  const voiceToVoice = gather(results, 'voiceToVoice');
  const share = gather(results, 'gatewayShare');
  return {
    ok: Object.keys(errors).length === 0 && badTurns === 0 && turns > 0,
    turns,
    badTurns,
    errors,
    setupMs: { p50: p50(setup), p99: p99(setup) },
    voiceToVoiceMs: { p50: p50(voiceToVoice), p99: p99(voiceToVoice) },
    gatewayShareMs: { p50: p50(share), p99: p99(share) },
    usage,
  };
}

/**
 * @param {Stack} stack
 * @param {{ calls: number, rampMs: number }} size
 */
async function measureEcho(stack, { calls, rampMs }) {
  const engineUrl = await stack.startEngine('echo');
  const { stream } = await stack.startBackend('gateway');
  const watch = { gateway: stack.pidOf('gateway'), engine: stack.pidOf('live-engine') };
  const shared = { calls, rampMs, seconds: ECHO_SECONDS };
  const direct = await runCallers({
    plans: [directPlan(engineUrl)],
    ...shared,
    watch: { engine: watch.engine },
  });
  await runCallers({ plans: orbisPlans(stream, stack.teams, 'echo'), ...WARM_UP, watch: {} });
  const through = await runCallers({ plans: orbisPlans(stream, stack.teams, 'echo'), ...shared, watch });
  const [without, road, all] = [
    gather(direct.results, 'roundTrips'),
    gather(through.results, 'roundTrips'),
    gather(through.results, 'allRoundTrips'),
  ];
  const errors = errorsOf([...direct.results, ...through.results]);
  return {
    ok: Object.keys(errors).length === 0 && road.length > 0,
    errors,
    directMs: { p50: p50(without), p99: p99(without) },
    throughMs: { p50: p50(road), p99: p99(road) },
    withFramingMs: { p50: p50(all), p99: p99(all) },
    addedMs: { p50: p50(road) - p50(without), p99: p99(road) - p99(without) },
    usage: through.usage,
  };
}

/** @param {LoadReport} report */
function describe({ ok, calls, seconds, talk, echo }) {
  const lines = [
    '',
    `  ${calls} calls, ${seconds} s: ${talk.turns} whole answers, ${talk.badTurns} incomplete`,
  ];
  const failures = Object.entries({ ...talk.errors, ...echo?.errors });
  lines.push(
    failures.length === 0
      ? '  0 errors'
      : `  errors: ${failures.map(([text, count]) => `${count} × ${text}`).join('; ')}`,
  );
  lines.push('');
  const row = (/** @type {string} */ name, /** @type {{ p50: number, p99: number }} */ pair) => [
    name,
    fixed(pair.p50),
    fixed(pair.p99),
  ];
  const rows = [
    row('call set-up', talk.setupMs),
    row("voice to voice (engine's thinking included)", talk.voiceToVoiceMs),
    row("gateway's own share, as it measures it", talk.gatewayShareMs),
  ];
  if (echo) {
    rows.push(
      row('there and back, engine alone', echo.directMs),
      row('there and back through the gateway', echo.throughMs),
      row('  with the wait for 40 ms framing', echo.withFramingMs),
      row('added by the gateway', echo.addedMs),
    );
  }
  lines.push(table(['milliseconds', 'p50', 'p99'], rows), '');
  const usage = Object.entries(talk.usage).map(([name, used]) => [
    `${name}, asking and answering`,
    ...cells(used),
  ]);
  if (echo)
    usage.push(
      ...Object.entries(echo.usage).map(([name, used]) => [
        `${name}, both talking all the time`,
        ...cells(used),
      ]),
    );
  if (usage.length > 0) lines.push(table(['per call', 'CPU ms/s', 'memory KB'], usage), '');
  lines.push(ok ? '  ok' : '  FAILED', '');
  return lines.join('\n');
}

/** @param {{ cpuMsPerCallSecond: number, kbPerCall: number }} used */
function cells(used) {
  return [fixed(used.cpuMsPerCallSecond), fixed(used.kbPerCall, 0)];
}
