#!/usr/bin/env node
// @ts-check
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { OwnRedis } from './chaos/own-redis.mjs';
import { Part } from './chaos/part.mjs';
import { seed } from '../bin/launcher/database.mjs';
import { freePort } from '../bin/launcher/ports.mjs';
import { fromRoot } from '../bin/lib/paths.mjs';
import { complain, main, userError } from '../bin/lib/print.mjs';
import { benchCommand } from './lib/bench-command.mjs';
import { emptiestWindow, fullestWindow } from './lib/rate-windows.mjs';
import { CALLS_PER_TEAM, onStack } from './lib/stack.mjs';

const HELP = `npm run bench:limits [-- --processes 4 --limit 300 --seconds 150 --json]

Asks several API servers at once, all the time, with one API key, and looks at every window of a minute wherever it
begins: how many requests passed in the fullest and in the emptiest. Also: whether the headers tell the truth, and that
nobody is unlimited while Redis is away, neither with a key nor at the sign-in nor for tickets of calls. Exits with 1 where a
window held more than 1 % above the limit, or less than it.
In less than a minute (--seconds 10) there is one window, and nobody can be seen to be let in again.`;

const WINDOW_MS = 60_000;
const LANES = 3;
/** Requests of which each is told one less than the one before. */
const TOLD = 12;
/** Every server hears of a new limit at the commit. */
const NEWS_MS = 500;
const REFUSED_PAUSE_MS = 15;
const SIGN_INS_PER_MINUTE = 60;

/** @typedef {import('./lib/rate-windows.mjs').Passed} Passed */
/** @typedef {(origin: string) => Promise<Response>} Ask */
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
      // Two teams: tickets are asked for with a key that has not been used up.
      return onStack(CALLS_PER_TEAM + 1, (stack) => examine(stack, { processes, limit, seconds }));
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
  const person = await seed(
    { ...stack.env, DATA_DIR: join(stack.dataFolder, 'person') },
    'person@orbisvoice.local',
  );
  const origins = await startServers(stack, redis, processes, faults);
  await setLimit(stack, limit);
  await sleep(NEWS_MS);
  const ask = agentsOf(stack);
  const told = await countsDown(ask, origins);
  complain(`${processes} servers are asked for ${seconds} s …`);
  const asked = await askAll(ask, origins, seconds * 1_000);
  const passed = [...told.passed, ...asked.passed];
  const isWhole = seconds * 1_000 > WINDOW_MS;
  const most = fullestWindow(passed, WINDOW_MS);
  const least = isWhole ? emptiestWindow(passed, WINDOW_MS, [told.startMs, asked.endMs]) : passed.length;
  if (most > limit * 1.01) faults.push(`${most} passed in one minute of ${limit}`);
  if (least < limit) faults.push(`only ${least} passed in one minute of ${limit}, though more were asked`);
  faults.push(...told.faults, ...asked.faults);
  if (isWhole) faults.push(...(await keepsItsWord(ask, origins)));
  complain('without Redis …');
  await redis.kill();
  const passedWithoutRedis = await withoutRedis(origins, Math.min(WINDOW_MS, seconds * 1_000), faults, {
    requests: { ask, limit },
    signIns: { ask: signInOf(person), limit: SIGN_INS_PER_MINUTE },
    tickets: { ask: ticketOf(stack), limit },
  });
  return {
    ...{ processes, limit, seconds, most, least, passed: passed.length, refused: asked.refused },
    ...{ passedWithoutRedis, faults },
  };
}

/**
 * How many of each pass meanwhile: each server goes on with its share, so never more than all of them may.
 * @param {string[]} origins
 * @param {number} ms
 * @param {string[]} faults
 * @param {Record<string, { ask: Ask, limit: number }>} kinds
 * @returns {Promise<Record<string, number>>}
 */
async function withoutRedis(origins, ms, faults, kinds) {
  const counts = Object.entries(kinds).map(async ([kind, { ask, limit }]) => {
    const { passed, faults: wrong } = await askAll(ask, origins, ms);
    if (passed.length > limit * 1.01 || passed.length === 0)
      faults.push(`${passed.length} ${kind} passed without Redis, of ${limit}`);
    faults.push(...wrong.map((fault) => `${kind} without Redis: ${fault}`));
    return /** @type {const} */ ([kind, passed.length]);
  });
  return Object.fromEntries(await Promise.all(counts));
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
      AUTH_ATTEMPTS_PER_MINUTE: String(SIGN_INS_PER_MINUTE),
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

/** @param {Stack} stack @returns {Ask} */
function agentsOf({ teams: [team] }) {
  const headers = { authorization: `Bearer ${team?.secretKey}` };
  return (origin) => fetch(`${origin}/agents`, { headers });
}

/** @param {Stack} stack @returns {Ask} */
function ticketOf({ teams: [, team] }) {
  const headers = { authorization: `Bearer ${team?.secretKey}` };
  return (origin) => fetch(`${origin}/agents/${team?.agentId}/sessions`, { method: 'POST', headers });
}

/** @param {{ email?: string, password?: string }} person @returns {Ask} */
function signInOf({ email, password }) {
  const body = JSON.stringify({ email, password });
  const headers = { 'content-type': 'application/json' };
  return (origin) => fetch(`${origin}/auth/login`, { method: 'POST', headers, body });
}

/**
 * @param {Ask} ask
 * @param {string[]} origins
 * @param {number} ms
 */
async function askAll(ask, origins, ms) {
  /** @type {Passed[]} */
  const passed = [];
  /** @type {string[]} */
  const faults = [];
  let refused = 0;
  const startMs = performance.now();
  const lane = async (/** @type {string} */ origin) => {
    while (performance.now() - startMs < ms) {
      const begun = performance.now();
      const answer = await ask(origin);
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
 * @param {Ask} ask
 * @param {string[]} origins
 */
async function countsDown(ask, origins) {
  /** @type {Passed[]} */
  const passed = [];
  /** @type {number[]} */
  const told = [];
  const startMs = performance.now();
  for (let number = 0; number < TOLD; number++) {
    const begun = performance.now();
    const answer = await ask(origins[number % origins.length] ?? '');
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
 * @param {Ask} ask
 * @param {string[]} origins
 * @returns {Promise<string[]>} what was not true
 */
async function keepsItsWord(ask, origins) {
  const [first = '', second = first] = origins;
  let refusal = await ask(first);
  while (refusal.ok) refusal = await ask(first);
  const waitSeconds = Number(refusal.headers.get('retry-after'));
  await sleep(waitSeconds * 1_000);
  const again = await ask(second);
  return again.ok ? [] : [`Retry-After said ${waitSeconds} s, and then came ${again.status}`];
}

/** @param {Awaited<ReturnType<typeof examine>>} report */
function describe({ processes, limit, seconds, most, least, passed, refused, passedWithoutRedis, faults }) {
  const kinds = Object.entries(passedWithoutRedis).map(([kind, count]) => `${count} ${kind}`);
  return [
    `  ${processes} processes, ${limit} a minute, ${seconds} s: ${passed} passed, ${refused} refused`,
    `  in any minute: ${least} at least, ${most} at most (${(((most - limit) / limit) * 100).toFixed(2)} % above)`,
    `  afterwards, without Redis: ${kinds.join(', ')}`,
    `  ${faults.length} faults`,
    ...faults.slice(0, 20).map((fault) => `    ${fault}`),
  ].join('\n');
}
