#!/usr/bin/env node
// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { OwnRedis } from './chaos/own-redis.mjs';
import { Part } from './chaos/part.mjs';
import { freePort } from '../bin/launcher/ports.mjs';
import { fromRoot } from '../bin/lib/paths.mjs';
import { complain, main, userError } from '../bin/lib/print.mjs';
import { benchCommand } from './lib/bench-command.mjs';
import { emptiestWindow, fullestWindow } from './lib/rate-windows.mjs';
import { onStack } from './lib/stack.mjs';

const HELP = `npm run bench:limits [-- --processes 4 --limit 300 --seconds 150 --json]

Asks several API servers at once, all the time, with one API key, and looks at every window of a minute wherever it
begins: how many requests passed in the fullest and in the emptiest. Also: whether the headers tell the truth, and that
nobody is unlimited while Redis is away. Exits with 1 where a window held more than 1 % above the limit, or less than it.
In less than a minute (--seconds 10) there is one window, and nobody can be seen to be let in again.`;

const WINDOW_MS = 60_000;
const LANES = 3;
/** Requests of which each is told one less than the one before. */
const TOLD = 12;
/** Every server hears of a new limit at the commit. */
const NEWS_MS = 500;
const REFUSED_PAUSE_MS = 15;

/** @typedef {import('./lib/rate-windows.mjs').Passed} Passed */
/** @typedef {import('./lib/stack.mjs').Stack} Stack */

await main(() =>
  benchCommand({
    help: HELP,
    defaults: { processes: '4', limit: '300', seconds: '150' },
    measure: (values) => {
      const [processes = 0, limit = 0, seconds = 0] = [values.processes, values.limit, values.seconds].map(
        Number,
      );
      if (!(processes > 0 && limit > TOLD && seconds > 0))
        throw userError(`Numbers, and a limit above ${TOLD}.`);
      return onStack(1, (stack) => examine(stack, { processes, limit, seconds }));
    },
    describe,
    isGood: ({ faults }) => faults.length === 0,
  }),
);

/**
 * @param {Stack} stack
 * @param {{ processes: number, limit: number, seconds: number }} size
 */
async function examine(stack, { processes, limit, seconds }) {
  const redis = await OwnRedis.start(stack.children, stack.dataFolder);
  /** @type {string[]} */
  const faults = [];
  const origins = await startServers(stack, redis, processes, faults);
  await setLimit(stack, limit);
  await sleep(NEWS_MS);
  const told = await countsDown(stack, origins);
  complain(`${processes} servers are asked for ${seconds} s …`);
  const asked = await askAll(stack, origins, seconds * 1_000);
  const passed = [...told.passed, ...asked.passed];
  const isWhole = seconds * 1_000 > WINDOW_MS;
  const most = fullestWindow(passed, WINDOW_MS);
  const least = isWhole ? emptiestWindow(passed, WINDOW_MS, [told.startMs, asked.endMs]) : passed.length;
  if (most > limit * 1.01) faults.push(`${most} passed in one minute of ${limit}`);
  if (least < limit) faults.push(`only ${least} passed in one minute of ${limit}, though more were asked`);
  faults.push(...told.faults, ...asked.faults);
  if (isWhole) faults.push(...(await keepsItsWord(stack, origins)));
  complain('without Redis …');
  await redis.kill();
  const away = await askAll(stack, origins, Math.min(WINDOW_MS, seconds * 1_000));
  if (away.passed.length > limit * 1.01 || away.passed.length === 0)
    faults.push(`${away.passed.length} passed without Redis`);
  return {
    ...{ processes, limit, seconds, most, least, passed: passed.length, refused: asked.refused },
    ...{ passedWithoutRedis: away.passed.length, faults },
  };
}

/**
 * @param {Stack} stack
 * @param {OwnRedis} redis
 * @param {number} processes
 * @param {string[]} faults
 */
async function startServers(stack, redis, processes, faults) {
  /** @type {string[]} */
  const origins = [];
  for (let number = 1; number <= processes; number++) {
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const env = {
      ...stack.env,
      ROLE: 'api',
      PORT: String(port),
      REDIS_URL: `redis://127.0.0.1:${redis.port}`,
    };
    const script = fromRoot('backend', 'dist', 'main.js');
    const service = { name: `api-${number}`, script, env, readyUrl: `${origin}/ready`, graceMs: 5_000 };
    await new Part(stack.services, service, (what) => faults.push(what)).start();
    origins.push(origin);
  }
  return origins;
}

/** @param {Stack} stack @param {number} limit */
async function setLimit(stack, limit) {
  const client = new pg.Client({ connectionString: stack.env.DATABASE_URL });
  await client.connect();
  await client.query('update tenants set rate_limit_per_minute = $1', [limit]);
  await client.end();
}

/** @param {Stack} stack @param {string} origin */
function ask(stack, origin) {
  return fetch(`${origin}/agents`, { headers: { authorization: `Bearer ${stack.teams[0]?.secretKey}` } });
}

/**
 * @param {Stack} stack
 * @param {string[]} origins
 * @param {number} ms
 */
async function askAll(stack, origins, ms) {
  /** @type {Passed[]} */
  const passed = [];
  /** @type {string[]} */
  const faults = [];
  let refused = 0;
  const startMs = performance.now();
  const lane = async (/** @type {string} */ origin) => {
    while (performance.now() - startMs < ms) {
      const begun = performance.now();
      const answer = await ask(stack, origin);
      await answer.arrayBuffer();
      if (answer.ok) passed.push([begun, performance.now()]);
      else if (answer.status === 429 && Number(answer.headers.get('retry-after')) > 0) {
        refused += 1;
        await sleep(REFUSED_PAUSE_MS);
      } else faults.push(`answered ${answer.status} with Retry-After ${answer.headers.get('retry-after')}`);
    }
  };
  await Promise.all(origins.flatMap((origin) => Array.from({ length: LANES }, () => lane(origin))));
  return { passed, refused, faults, endMs: performance.now() };
}

/**
 * Each that passes is told one less, whichever server it asks.
 * @param {Stack} stack
 * @param {string[]} origins
 */
async function countsDown(stack, origins) {
  /** @type {Passed[]} */
  const passed = [];
  /** @type {number[]} */
  const told = [];
  const startMs = performance.now();
  for (let number = 0; number < TOLD; number++) {
    const begun = performance.now();
    const answer = await ask(stack, origins[number % origins.length] ?? '');
    await answer.arrayBuffer();
    passed.push([begun, performance.now()]);
    told.push(Number(answer.headers.get('ratelimit-remaining')));
  }
  const steps = told.slice(1).map((left, index) => (told[index] ?? 0) - left);
  const faults = steps.every((step) => step === 1) ? [] : [`RateLimit-Remaining went ${told.join(', ')}`];
  return { passed, startMs, faults };
}

/**
 * A refusal says when to come again: then, and at another server, there is room.
 * @param {Stack} stack
 * @param {string[]} origins
 * @returns {Promise<string[]>} what was not true
 */
async function keepsItsWord(stack, origins) {
  const [first = '', second = first] = origins;
  let refusal = await ask(stack, first);
  while (refusal.ok) refusal = await ask(stack, first);
  const waitSeconds = Number(refusal.headers.get('retry-after'));
  await sleep(waitSeconds * 1_000);
  const again = await ask(stack, second);
  return again.ok ? [] : [`Retry-After said ${waitSeconds} s, and then came ${again.status}`];
}

/** @param {Awaited<ReturnType<typeof examine>>} report */
function describe({ processes, limit, seconds, most, least, passed, refused, passedWithoutRedis, faults }) {
  return [
    `  ${processes} processes, ${limit} a minute, ${seconds} s: ${passed} passed, ${refused} refused`,
    `  in any minute: ${least} at least, ${most} at most (${(((most - limit) / limit) * 100).toFixed(2)} % above)`,
    `  afterwards, without Redis: ${passedWithoutRedis}`,
    `  ${faults.length} faults`,
    ...faults.slice(0, 20).map((fault) => `    ${fault}`),
  ].join('\n');
}
