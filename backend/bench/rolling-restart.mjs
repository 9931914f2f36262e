#!/usr/bin/env node
// @ts-check
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../bin/launcher/ports.mjs';
import { fromRoot } from '../bin/lib/paths.mjs';
import { main, userError } from '../bin/lib/print.mjs';
import { behindDoor } from './lib/behind-door.mjs';
import { LastingCaller } from './lib/lasting-caller.mjs';
import { newOrder, OrderDesk } from './lib/order-desk.mjs';
import { survivalFaults } from './lib/survival.mjs';
import { fixed, p50, p95, percentile, table } from './lib/stats.mjs';
import { TALKING_SCENARIO } from './lib/talking-scenario.mjs';

/** @typedef {import('./lib/front-door.mjs').FrontDoor} FrontDoor */
/** @typedef {import('./lib/stack.mjs').Stack} Stack */

const HELP = `npm run bench:restart [-- --calls 40 --json]

Two gateways behind one door, and calls in which both sides talk. Restarts one gateway after the other in good order;
then kills one; then pauses one until its calls are on the other, and lets it wake up. Prints how long each call was
interrupted, how many were cut, and what is wrong with their records afterwards. Some of what is said are orders, which a
tool places. Exits with 1 where a call was cut, a record is not whole, an order was placed twice (faults), or an interruption
took too long (late).`;

const QUESTION_MS = 700;
/** Share of what is asked that orders something. */
const ORDERS = 0.3;
/**
 * How long a call may be interrupted by each. Of a pause that nobody announces the gateways and the proxy of production say
 * more (\`npm run chaos\`).
 * @type {Record<string, { p50Ms?: number, p95Ms: number, longestMs?: number }>}
 */
const AIMS = {
  'restarted in order': { p50Ms: 500, p95Ms: 1_500 },
  killed: { p95Ms: 1_500, longestMs: 5_000 },
};
const READY_MS = 60_000;
const BACK_MS = 30_000;

await main(() =>
  behindDoor({
    help: HELP,
    usualCalls: 40,
    examine: run,
    describe,
    isGood: ({ cut, late, faults, exits }) =>
      cut + late.length + faults.length === 0 && exits.every((code) => code === 0),
  }),
);

/**
 * @param {Stack} stack
 * @param {FrontDoor} door
 * @param {number} calls
 */
async function run(stack, door, calls) {
  stack.env.GEMINI_BASE_URL = await stack.startEngine(JSON.stringify(TALKING_SCENARIO));
  stack.env.GEMINI_API_KEY = 'a-key-for-the-local-engine-only';
  stack.env.DRAIN_SECONDS = '10';
  const url = await door.open();
  const desk = new OrderDesk();
  const host = await desk.open();
  stack.env.EGRESS_ALLOW = host;
  const { http } = await stack.startBackend('api');
  await desk.employ(http, /** @type {import('./lib/stack.mjs').Team} */ (stack.teams[0]), host);
  let first = await startGateway(stack, door, 'gateway-1');
  let second = await startGateway(stack, door, 'gateway-2');
  const callers = Array.from({ length: calls }, () => new LastingCaller(() => ticket(stack, http, url)));
  const talk = setInterval(() => {
    for (const caller of callers.filter(({ mayAsk }) => mayAsk && Math.random() < 0.2))
      if (Math.random() < ORDERS) caller.write(newOrder());
      else caller.say(QUESTION_MS);
  }, 200);
  /** @type {Record<string, number[]>} */
  const gaps = {};
  /** @type {(number | null)[]} */
  const exits = [];
  try {
    await Promise.all(callers.map((caller) => caller.call.start()));
    const off = callers.filter((caller) => !caller.isOn).length;
    if (off > 0)
      throw userError(`${off} of ${calls} calls did not begin: this machine is too busy for so many.`);
    await sleep(6_000);
    /** @param {string} name @param {() => Promise<void>} harm */
    const during = async (name, harm) => {
      const since = performance.now();
      await harm();
      await allBack(callers);
      await sleep(3_000);
      gaps[name] = callers.flatMap((caller) =>
        caller.gaps.filter(({ at }) => at >= since).map(({ ms }) => ms),
      );
    };
    await during('restarted in order', async () => {
      exits.push(await first.stop());
      first = await startGateway(stack, door, 'gateway-1');
      exits.push(await second.stop());
      second = await startGateway(stack, door, 'gateway-2');
    });
    await during('killed', async () => {
      await first.kill();
      await sleep(500);
    });
    first = await startGateway(stack, door, 'gateway-1');
    const pausedAt = performance.now();
    await during('paused', async () => {
      second.pause();
      await sleep(12_000);
      second.wake();
    });
    // A pause says nothing, so what counts is the whole time since it, and not since somebody noticed.
    gaps.paused = callers.flatMap(({ gaps: all }) =>
      all.filter(({ at }) => at >= pausedAt).map(({ at, ms }) => at + ms - pausedAt),
    );
  } finally {
    clearInterval(talk);
    desk.close();
  }
  const cut = callers.filter((caller) => !caller.isOn).length;
  for (const caller of callers) caller.hangUp();
  const client = new pg.Client({ connectionString: stack.env.DATABASE_URL });
  await client.connect();
  const records = await survivalFaults(client, callers).finally(() => client.end());
  const faults = [...records, ...desk.faults()];
  const judged = Object.fromEntries(Object.keys(AIMS).map((name) => [name, timesOf(gaps[name] ?? [])]));
  return { calls, cut, exits, gaps, judged, orders: desk.placed.size, late: missedTimes(judged), faults };
}

/** @param {number[]} ms */
function timesOf(ms) {
  return { p50Ms: p50(ms), p95Ms: p95(ms), longestMs: percentile(ms, 1) };
}

/** @param {Record<string, ReturnType<typeof timesOf>>} judged @returns {string[]} */
function missedTimes(judged) {
  return Object.entries(AIMS).flatMap(([name, aims]) =>
    /** @type {('p50Ms' | 'p95Ms' | 'longestMs')[]} */ (Object.keys(aims)).flatMap((time) => {
      const [took, most] = [judged[name]?.[time] ?? Number.NaN, aims[time] ?? Infinity];
      return took > most ? [`${name}: ${time} ${Math.round(took)}, and ${most} were aimed at`] : [];
    }),
  );
}

/** @param {LastingCaller[]} callers */
async function allBack(callers) {
  const until = Date.now() + BACK_MS;
  while (callers.some(({ call }) => call.state.phase === 'reconnecting') && Date.now() < until)
    await sleep(50);
}

/**
 * @param {Stack} stack
 * @param {string} http
 * @param {string} url
 */
async function ticket(stack, http, url) {
  const { agentId, secretKey } = stack.teams[0] ?? {};
  const answer = await fetch(`${http}/agents/${agentId}/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}` },
  });
  const { token } = /** @type {{ token: string }} */ (await answer.json());
  return { url, token };
}

/**
 * @param {Stack} stack
 * @param {FrontDoor} door
 * @param {string} name
 */
async function startGateway(stack, door, name) {
  const port = await freePort();
  const child = stack.children.startNode({
    name,
    script: fromRoot('backend', 'dist', 'main.js'),
    env: { ...stack.env, ROLE: 'gateway', PORT: String(await freePort()), GATEWAY_PORT: String(port) },
    log: `${stack.dataFolder}/${name}.log`,
    graceMs: 15_000,
  });
  const until = Date.now() + READY_MS;
  const ready = () =>
    fetch(`http://127.0.0.1:${port}/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await ready())) {
    if (Date.now() > until) throw userError(`${name} did not become ready`);
    await sleep(100);
  }
  door.add(port);
  /** @param {NodeJS.Signals} signal @returns {Promise<number | null>} its exit code */
  const end = async (signal) => {
    const exit = once(child, 'exit');
    child.kill(signal);
    const [code] = await exit;
    door.remove(port);
    return code;
  };
  return {
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    pause: () => void process.kill(child.pid ?? 0, 'SIGSTOP'),
    wake: () => void process.kill(child.pid ?? 0, 'SIGCONT'),
  };
}

/** @param {Awaited<ReturnType<typeof run>>} report */
function describe({ calls, cut, exits, gaps, orders, late, faults }) {
  const rows = Object.entries(gaps).map(([name, ms]) => [
    name,
    String(ms.length),
    ...[p50(ms), p95(ms), percentile(ms, 1)].map((value) => fixed(value, 0)),
  ]);
  return [
    table(['A gateway is', 'interruptions', 'p50 ms', 'p95 ms', 'longest ms'], rows),
    '',
    `  ${calls} calls, ${cut} cut; ${orders} orders; gateways that were asked to stop left with ${exits.join(' and ')}`,
    ...late.map((text) => `  late: ${text}`),
    ...faults.map((fault) => `  fault: ${fault}`),
  ].join('\n');
}
