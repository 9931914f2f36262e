#!/usr/bin/env node
// @ts-check
import { complain, main, userError } from '../bin/lib/print.mjs';
import { benchAgents } from './lib/bench-agents.mjs';
import { benchCommand } from './lib/bench-command.mjs';
import { benchDashboard } from './lib/bench-dashboard.mjs';
import { missedGoals } from './lib/bench-goals.mjs';
import { benchVoice } from './lib/bench-voice.mjs';
import { benchWidget, PEERS } from './lib/bench-widget.mjs';
import { onStack } from './lib/stack.mjs';
import { fixed, table } from './lib/stats.mjs';

const HELP = `npm run bench [-- options]

Measures against yardsticks in the same run, so that the ratios mean something on any machine.

  Voice: calls that talk in both directions all the time, through the gateway and through a bare relay (two sockets,
  base64 and JSON by hand): CPU of the relaying process for one second of one call, and there and back, measured three
  times in turns, so that what else the machine does falls on both. Memory is what a call adds to heap and buffers, after a
  forced collection while all calls talk; resident is what the process has grown by in the machine's memory, with its young
  generation and all that waits to be collected.
  HTTP: GET /agents of the API against a bare Fastify route with the same query.
  Widget: size of the built script, and how long a page waits for it (needs Chromium), on this machine and on a slow
  telephone (1.6 Mbit/s, 150 ms, a quarter of the CPU).
  Dashboard: how long a signed-in person with an empty cache waits until the list of agents stands and answers a click
  (needs Chromium), on this machine and on the same telephone; and the JavaScript of its heaviest page.

  --calls <list>   default 50,150
  --seconds <n>    of each measurement, its turns together; default 15
  --only <part>    voice, http, widget or dashboard
  --json
  --help

Exit code 1 where an aim was missed or a call failed; each is named.`;

await main(() =>
  benchCommand({
    help: HELP,
    defaults: { calls: '50,150', seconds: '15', only: '' },
    measure: async ({ calls, seconds, only }) => {
      const steps = calls.split(',').map(Number);
      if (steps.some((step) => !(step > 0)) || !(Number(seconds) > 0))
        throw userError('--calls and --seconds take numbers.');
      const measured = await measure(steps, Number(seconds), only);
      return { ...measured, missed: missedGoals(measured) };
    },
    describe,
    isGood: ({ missed }) => missed.length === 0,
  }),
);

/**
 * @param {number[]} steps
 * @param {number} seconds
 * @param {string} only  one part; empty for all
 * @returns {Promise<import('./lib/bench-goals.mjs').Measured>}
 */
async function measure(steps, seconds, only) {
  const progress = (/** @type {string} */ text) => complain(`  ${text} …`);
  const wanted = (/** @type {string} */ part) => only === '' || only === part;
  // Before the rest is started, which would take the browser's time.
  const widget = wanted('widget') ? await benchWidget(progress) : undefined;
  if (only === 'widget') return { voice: [], widget };
  return onStack(Math.max(...steps), async (stack) => {
    const dashboard = wanted('dashboard') ? await benchDashboard(stack, progress) : undefined;
    const voice = wanted('voice') ? await benchVoice(stack, steps, seconds, progress) : [];
    const http = wanted('http') ? await benchAgents(stack, seconds, progress) : undefined;
    return { voice, http, widget, dashboard };
  });
}

/** @param {import('./lib/bench-goals.mjs').Measured & { missed: string[] }} report */
function describe({ voice, http, widget, dashboard, missed }) {
  const parts = [''];
  if (voice.length > 0) {
    const head = ['voice', 'bare relay', 'gateway', 'ratio', 'aim'];
    const rows = voice.flatMap(({ calls, relay, gateway }) => [
      row(`${calls} calls: CPU ms per call-second`, relay.cpu, gateway.cpu, '≤ 1.25'),
      row(`${calls} calls: there and back p50 ms`, relay.p50, gateway.p50, 'relay + 1 ms'),
      row(`${calls} calls: there and back p99 ms`, relay.p99, gateway.p99, '≤ 2'),
      row(`${calls} calls: with 40 ms framing p50 ms`, relay.framedP50, gateway.framedP50, ''),
      row(`${calls} calls: memory KB per call`, relay.kb, gateway.kb, '≤ 250 KB'),
      row(`${calls} calls: resident KB per call`, relay.residentKb, gateway.residentKb, ''),
      row(`${calls} calls: errors`, relay.errors, gateway.errors, '0'),
    ]);
    parts.push(table(head, rows), '');
  }
  if (http) {
    const head = ['GET /agents', 'bare Fastify', 'API', 'ratio', 'aim'];
    parts.push(
      table(head, [
        row('requests per second', http.bare.perSecond, http.api.perSecond, '≥ 0.6'),
        row('p50 ms', http.bare.p50Ms, http.api.p50Ms, ''),
        row('p99 ms', http.bare.p99Ms, http.api.p99Ms, ''),
      ]),
      '',
    );
  }
  if (widget) {
    const { size, readyMs, slowReadyMs } = widget;
    const rows = [
      ['bytes, gzip', String(size.gzip), '≤ 16384'],
      ['bytes, brotli', String(size.brotli), ''],
      ['ready ms, this machine', ms(readyMs), '≤ 300'],
      ['ready ms, slow telephone', ms(slowReadyMs), '≤ 1000'],
    ];
    parts.push(table(['widget', 'ours', 'aim'], rows), `  ${PEERS}`, '');
  }
  if (dashboard) {
    const rows = [
      [`KB of ${dashboard.heaviest.page}, gzip`, fixed(dashboard.heaviest.bytes / 1024, 1), '≤ 120'],
      ['interactive ms, this machine', ms(dashboard.interactiveMs), '≤ 1500'],
      ['interactive ms, slow telephone', ms(dashboard.slowInteractiveMs), ''],
    ];
    parts.push(table(['dashboard', 'ours', 'aim'], rows), '');
  }
  return [...parts, ...missed.map((text) => `  missed: ${text}`)].join('\n');
}

/** @param {number | undefined} time */
function ms(time) {
  return time === undefined ? 'no Chromium' : fixed(time, 0);
}

/**
 * @param {string} name
 * @param {number} yardstick
 * @param {number} ours
 * @param {string} aim
 */
function row(name, yardstick, ours, aim) {
  return [name, fixed(yardstick), fixed(ours), fixed(ours / yardstick), aim];
}
