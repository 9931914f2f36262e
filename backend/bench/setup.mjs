#!/usr/bin/env node
// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { main, userError } from '../bin/lib/print.mjs';
import { benchCommand } from './lib/bench-command.mjs';
import { onStack } from './lib/stack.mjs';
import { fixed, p50, percentile, table } from './lib/stats.mjs';

const HELP = `npm run bench:setup [-- --rate 20 --seconds 15 --json]

New calls at a steady rate against a freshly started API and gateway with the scripted engine, each with a token of its
own. Prints how long a ticket takes, and how long it is from the opened socket's hello to ready (token to ready), with
the socket's own opening apart. The engine answers a setup at once, so this is what the product adds. Calls are hung up
when they are ready. Aim: 95 of 100 within 150 ms at 20 calls a second.`;

const SCENARIO = { name: 'setup', timing: { setupMs: 0 } };
const WARM_UP_CALLS = 20;

await main(() =>
  benchCommand({
    help: HELP,
    defaults: { rate: '20', seconds: '15' },
    measure: (values) => {
      const [rate, seconds] = [Number(values.rate), Number(values.seconds)];
      if (!(rate > 0) || !(seconds > 0)) throw userError('--rate and --seconds take numbers.');
      return onStack(1, (stack) => measure(stack, rate, seconds));
    },
    describe,
    isGood: ({ errors }) => errors.length === 0,
  }),
);

/**
 * @param {import('./lib/stack.mjs').Stack} stack
 * @param {number} rate
 * @param {number} seconds
 */
async function measure(stack, rate, seconds) {
  await stack.startEngine(JSON.stringify(SCENARIO));
  const { http } = await stack.startBackend('api');
  const { stream } = await stack.startBackend('gateway');
  const team = stack.teams[0] ?? { agentId: '', secretKey: '' };
  await callsAtRate(http, stream, team, rate, WARM_UP_CALLS);
  const { done, errors } = await callsAtRate(http, stream, team, rate, Math.round(rate * seconds));
  return {
    calls: done.length,
    errors,
    ticketMs: spread(done.map(({ ticketMs }) => ticketMs)),
    socketMs: spread(done.map(({ socketMs }) => socketMs)),
    readyMs: spread(done.map(({ readyMs }) => readyMs)),
  };
}

/** @typedef {{ ticketMs: number, socketMs: number, readyMs: number }} SetUp */

/**
 * @param {string} http
 * @param {string} stream
 * @param {import('./lib/stack.mjs').Team} team
 * @param {number} rate
 * @param {number} count
 */
async function callsAtRate(http, stream, team, rate, count) {
  const startedAt = performance.now();
  const settled = await Promise.allSettled(
    Array.from({ length: count }, async (_, index) => {
      await sleep(startedAt + (index * 1_000) / rate - performance.now());
      return setUp(http, stream, team);
    }),
  );
  const done = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const errors = settled.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  return { done, errors };
}

/**
 * @param {string} http
 * @param {string} stream
 * @param {import('./lib/stack.mjs').Team} team
 * @returns {Promise<SetUp>}
 */
async function setUp(http, stream, { agentId, secretKey }) {
  const askedAt = performance.now();
  const headers = { authorization: `Bearer ${secretKey}` };
  const answer = await fetch(`${http}/agents/${agentId}/sessions`, { method: 'POST', headers });
  if (answer.status !== 201) throw new Error(`no ticket: ${answer.status}`);
  const { token } = /** @type {{ token: string }} */ (await answer.json());
  const givenAt = performance.now();
  const socket = new WebSocket(stream);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const openAt = performance.now();
  socket.send(JSON.stringify({ type: 'hello', protocol: 1, token }));
  await new Promise((resolve, reject) => {
    socket.once('close', (code, reason) => reject(new Error(`closed with ${code} ${reason}`)));
    socket.on('message', (data, binary) => {
      if (!binary && JSON.parse(String(data)).type === 'ready') resolve(undefined);
    });
  });
  const readyAt = performance.now();
  socket.close(1000);
  return { ticketMs: givenAt - askedAt, socketMs: openAt - givenAt, readyMs: readyAt - openAt };
}

/** @param {number[]} values */
function spread(values) {
  return { p50: p50(values), p95: percentile(values, 0.95), max: Math.max(...values) };
}

/** @param {{ calls: number, errors: string[] } & Record<'ticketMs' | 'socketMs' | 'readyMs', ReturnType<typeof spread>>} report */
function describe({ calls, errors, ticketMs, socketMs, readyMs }) {
  const row = (/** @type {string} */ name, /** @type {ReturnType<typeof spread>} */ { p50, p95, max }) => [
    name,
    fixed(p50, 1),
    fixed(p95, 1),
    fixed(max, 1),
  ];
  const rows = [
    row('ticket (POST /agents/:id/sessions)', ticketMs),
    row('socket', socketMs),
    row('token to ready', readyMs),
  ];
  const failed = [...new Set(errors)].map((text) => `  ${text}`);
  return [
    '',
    `  ${calls} calls, ${errors.length} errors`,
    ...failed,
    '',
    table(['ms', 'p50', 'p95', 'max'], rows),
    '',
  ].join('\n');
}
