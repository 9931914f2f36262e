#!/usr/bin/env node
// @ts-check
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../bin/launcher/ports.mjs';
import { fromRoot } from '../bin/lib/paths.mjs';
import { main } from '../bin/lib/print.mjs';
import { behindDoor } from './lib/behind-door.mjs';
import { LastingCaller } from './lib/lasting-caller.mjs';
import { fixed, table } from './lib/stats.mjs';

/** @typedef {import('./lib/front-door.mjs').FrontDoor} FrontDoor */
/** @typedef {import('./lib/stack.mjs').Stack} Stack */

const HELP = `npm run bench:drain [-- --calls 20 --json]

Asks each kind of process to stop, with calls on the gateway, and looks at how it goes: how soon it says that it is not
ready, whether it still takes new calls, whether its calls are cut, its exit code, how long all of it took; then how soon
a second signal ends it. Exits with 1 where a call was cut, a process did not leave with 0 (faults), still said 100 ms after
the signal that it is ready, or took too long to leave or to hear the second one (late).`;

const DRAIN_SECONDS = 10;
/** Drain, last commits, and closing (`stop-on-signals.ts`). */
const GRACE_MS = (DRAIN_SECONDS + 15) * 1_000;
const LOOK_MS = 5;
const BETWEEN_MS = 20;
const SETTLE_MS = 3_000;
const NOT_READY_WITHIN_MS = 100;
const FORCED_WITHIN_MS = 1_000;

/** @typedef {'api' | 'gateway' | 'worker'} Role */
/** @typedef {{ role: Role, port: number, child: import('node:child_process').ChildProcess }} Running */
/** @typedef {{ notReadyMs: number, refused: string, exit: number | null, exitMs: number, forcedMs: number }} Drained */

await main(() =>
  behindDoor({
    help: HELP,
    usualCalls: 20,
    examine,
    describe,
    isGood: ({ late, faults }) => late.length + faults.length === 0,
  }),
);

/**
 * @param {Stack} stack
 * @param {FrontDoor} door
 * @param {number} calls
 */
async function examine(stack, door, calls) {
  stack.env.GEMINI_BASE_URL = await stack.startEngine('default');
  stack.env.GEMINI_API_KEY = 'a-key-for-the-local-engine-only';
  stack.env.DRAIN_SECONDS = String(DRAIN_SECONDS);
  const url = await door.open();
  const [api, worker] = [await start(stack, 'api'), await start(stack, 'worker')];
  const [first, second] = [await start(stack, 'gateway'), await start(stack, 'gateway')];
  door.add(first.port);
  door.add(second.port);
  const callers = Array.from({ length: calls }, () => new LastingCaller(() => ticket(stack, api.port, url)));
  await Promise.all(callers.map((caller) => caller.call.start()));
  await sleep(SETTLE_MS);
  /** @type {string[]} */
  const faults = [];
  /** @type {Partial<Record<Role, Drained>>} */
  const drained = {};
  drained.gateway = await drain(stack, first);
  while (callers.some(({ call }) => call.state.phase === 'reconnecting')) await sleep(50);
  const cut = callers.filter(({ isOn }) => !isOn).length;
  if (cut > 0) faults.push(`${cut} calls were cut`);
  for (const caller of callers) caller.hangUp();
  await sleep(SETTLE_MS);
  drained.worker = await drain(stack, worker);
  drained.api = await drain(stack, api);
  /** Apart from the faults: how busy the machine is otherwise is in it. @type {string[]} */
  const late = [];
  for (const [role, { notReadyMs, exit, exitMs, forcedMs, refused }] of Object.entries(drained)) {
    if (exit !== 0) faults.push(`the ${role} left with ${exit}`);
    if (notReadyMs > NOT_READY_WITHIN_MS)
      late.push(`the ${role} was ready for ${Math.round(notReadyMs)} ms after the signal`);
    if (exitMs > GRACE_MS) late.push(`the ${role} took ${Math.round(exitMs)} ms`);
    if (forcedMs > FORCED_WITHIN_MS)
      late.push(`after a second signal the ${role} took ${Math.round(forcedMs)} ms`);
    if (role === 'gateway' && refused !== '503') faults.push(`a new call was answered ${refused}`);
  }
  const interruptions = callers.flatMap(({ gaps }) => gaps.map(({ ms }) => ms));
  return { calls, cut, interruptions: interruptions.length, drained, late, faults };
}

/** @param {Stack} stack @param {Role} role @returns {Promise<Running>} */
async function start(stack, role) {
  const [port, gatewayPort] = [await freePort(), await freePort()];
  const served = role === 'gateway' ? gatewayPort : port;
  const env = { ...stack.env, ROLE: role, PORT: String(port), GATEWAY_PORT: String(gatewayPort) };
  const script = fromRoot('backend', 'dist', 'main.js');
  const readyUrl = `http://127.0.0.1:${served}/ready`;
  const name = `${role}-${served}`;
  const child = await stack.services.start({ name, script, env, readyUrl, graceMs: GRACE_MS });
  return { role, port: served, child };
}

/**
 * One signal to a running process, and two to a fresh one.
 * @param {Stack} stack
 * @param {Running} running
 * @returns {Promise<Drained>}
 */
async function drain(stack, { role, port, child }) {
  const exit = once(child, 'exit');
  const askedAt = performance.now();
  child.kill('SIGTERM');
  while (await answers(port, '/ready')) await sleep(LOOK_MS);
  const notReadyMs = performance.now() - askedAt;
  const refused = await upgradeAnswer(port);
  const [code] = await exit;
  const exitMs = performance.now() - askedAt;
  const again = await start(stack, role);
  const forced = once(again.child, 'exit');
  again.child.kill('SIGTERM');
  // Two at once would arrive as one.
  await sleep(BETWEEN_MS);
  const forcedAt = performance.now();
  again.child.kill('SIGTERM');
  await forced;
  return { notReadyMs, refused, exit: code, exitMs, forcedMs: performance.now() - forcedAt };
}

/** @param {number} port @param {string} path */
function answers(port, path) {
  return fetch(`http://127.0.0.1:${port}${path}`).then(
    async (answer) => {
      // An answer that is not read would keep its connection, and with it the process.
      await answer.arrayBuffer();
      return answer.ok;
    },
    () => false,
  );
}

/** What a new call hears. @param {number} port @returns {Promise<string>} */
function upgradeAnswer(port) {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
  };
  return new Promise((resolve) => {
    // A connection that is kept would be one more thing that the process waits for.
    request({ port, host: '127.0.0.1', path: '/stream', headers, agent: false })
      .on('response', (answer) => {
        answer.resume();
        resolve(String(answer.statusCode));
      })
      .on('upgrade', (_response, socket) => {
        socket.destroy();
        resolve('taken');
      })
      .on('error', () => resolve('no connection'))
      .end();
  });
}

/**
 * @param {Stack} stack
 * @param {number} port
 * @param {string} url
 */
async function ticket(stack, port, url) {
  const { agentId, secretKey } = stack.teams[0] ?? {};
  const answer = await fetch(`http://127.0.0.1:${port}/agents/${agentId}/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}` },
  });
  const { token } = /** @type {{ token: string }} */ (await answer.json());
  return { url, token };
}

/** @param {Awaited<ReturnType<typeof examine>>} report */
function describe({ calls, cut, interruptions, drained, late, faults }) {
  const rows = Object.entries(drained).map(([role, { notReadyMs, refused, exit, exitMs, forcedMs }]) => [
    ...[role, fixed(notReadyMs, 0), refused, String(exit)],
    ...[fixed(exitMs, 0), fixed(forcedMs, 0)],
  ]);
  return [
    table(['Asked to stop', 'not ready ms', 'a new call', 'exit code', 'gone ms', 'second signal ms'], rows),
    '',
    `  ${calls} calls, ${interruptions} handed to the other gateway, ${cut} cut`,
    ...[...late, ...faults].map((fault) => `  fault: ${fault}`),
  ].join('\n');
}
