#!/usr/bin/env node
// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { fromRoot } from '../bin/lib/paths.mjs';
import { main, userError } from '../bin/lib/print.mjs';
import { benchCommand } from './lib/bench-command.mjs';
import { noteEveryPlan, plansOf } from './lib/list-plans.mjs';
import { fillCalls, fillTranscripts } from './lib/many-calls.mjs';
import { onStack } from './lib/stack.mjs';
import { fixed, p50, p95, table } from './lib/stats.mjs';

const HELP = `npm run bench:lists [-- --calls 1000000 --transcripts 200000 --rounds 40 --json]

Fills one team's table with calls of 90 days, counts them with analytics:rebuild, and reads lists and analytics over HTTP,
one request after another, each with other parameters. Prints how long answers take and, for the statements behind them,
which indexes the plans walk. Aim: 95 of 100 within 100 ms at a million calls, nothing read from end to end.`;

const ZONES = ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Kathmandu', 'America/New_York'];

await main(() =>
  benchCommand({
    help: HELP,
    defaults: { calls: '1000000', transcripts: '200000', rounds: '40' },
    measure: (values) => {
      const [calls = 0, transcripts = 0, rounds = 0] = [values.calls, values.transcripts, values.rounds].map(
        Number,
      );
      if (!(calls > 0) || !(transcripts >= 0) || !(rounds > 0))
        throw userError('Numbers are wanted; see --help.');
      return onStack(1, (stack) => readLists(stack, { calls, transcripts, rounds }));
    },
    describe,
    isGood: ({ plans }) => !plans.some(({ nodes }) => nodes.some((node) => node.startsWith('Seq Scan'))),
  }),
);

/**
 * @param {import('./lib/stack.mjs').Stack} stack
 * @param {{ calls: number, transcripts: number, rounds: number }} size
 */
async function readLists(stack, { calls, transcripts, rounds }) {
  const database = new pg.Client({ connectionString: stack.env.DATABASE_URL });
  try {
    await database.connect();
    const { agents } = await fillCalls(database, calls);
    await fillTranscripts(database, Math.min(calls, transcripts));
    const rebuildSeconds = await rebuild(stack.env);
    await database.query('vacuum analyze');
    const { http } = await stack.startBackend('api');
    const team = stack.teams[0] ?? { secretKey: '' };
    const measured = [];
    for (const [name, addressOf] of questions(agents))
      measured.push({ name, ...(await measure(http, team.secretKey, addressOf, rounds)) });
    await noteEveryPlan(database);
    // A new process, so new connections.
    const noted = await stack.startBackend('api');
    const log = join(stack.dataFolder, 'logs', 'postgres.log');
    const plans = await plansOf(
      log,
      questions(agents).map(([name, addressOf]) => [
        name,
        () => ask(noted.http + addressOf(1, null), team.secretKey),
      ]),
    );
    return { calls, rebuildSeconds, measured, plans };
  } finally {
    await database.end();
  }
}

/**
 * What is asked, with parameters that change from one request to the next.
 * @param {string[]} agents
 * @returns {[string, (round: number, cursor: string | null) => string][]}
 */
function questions(agents) {
  const page =
    (/** @type {string} */ filter) => (/** @type {number} */ _round, /** @type {string | null} */ cursor) =>
      `/calls?limit=50${filter}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
  const agent = (/** @type {number} */ round) => agents[round % agents.length];
  const zone = (/** @type {number} */ round) => ZONES[round % ZONES.length];
  const day = (/** @type {number} */ ago) =>
    new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  return [
    ['GET /calls, page after page', page('')],
    ['GET /calls of one agent', (round) => page(`&agentId=${agent(round)}`)(round, null)],
    ['GET /calls of a rare channel', page('&channel=api')],
    ['GET /calls that failed', page('&failure=any')],
    ['GET /calls rated 1 or 2', page('&maxRating=2')],
    [
      'GET /calls of a day long ago',
      (round) => `/calls?limit=50&from=${day(20 + round)}T00:00:00Z&to=${day(19 + round)}T00:00:00Z`,
    ],
    ['GET /calls with a rare word', page('&q=lighthouse')],
    ['GET /calls with a common word', page('&q=order')],
    ['GET /calls with a common word, rare channel', page('&q=order&channel=api')],
    ['GET /calls with a word that nobody said', page('&q=zyzzyva')],
    ['GET /analytics, 30 days', (round) => `/analytics?timeZone=${zone(round)}`],
    ['GET /analytics, 90 days', (round) => `/analytics?from=${day(89)}&to=${day(0)}&timeZone=${zone(round)}`],
    [
      'GET /analytics, 2 years by week',
      (round) => `/analytics?from=${day(729)}&to=${day(0)}&timeZone=${zone(round)}`,
    ],
    [
      'GET /analytics.csv, 90 days',
      (round) => `/analytics.csv?from=${day(89)}&to=${day(0)}&timeZone=${zone(round)}`,
    ],
    ['GET /analytics of one agent', (round) => `/analytics?agentId=${agent(round)}&timeZone=${zone(round)}`],
  ];
}

/**
 * @param {string} http
 * @param {string} key
 * @param {(round: number, cursor: string | null) => string} addressOf
 * @param {number} rounds
 */
async function measure(http, key, addressOf, rounds) {
  const times = [];
  /** @type {string | null} */
  let cursor = null;
  // The first few open connections and warm caches.
  for (let round = -3; round < rounds; round++) {
    const startedAt = performance.now();
    const body = await ask(http + addressOf(Math.max(0, round), cursor), key);
    if (round >= 0) times.push(performance.now() - startedAt);
    cursor = body.startsWith('{') ? (JSON.parse(body).nextCursor ?? null) : null;
  }
  return { p50Ms: p50(times), p95Ms: p95(times) };
}

/** @param {string} address @param {string} key */
async function ask(address, key) {
  const answer = await fetch(address, { headers: { authorization: `Bearer ${key}` } });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${body}`);
  return body;
}

/** @param {Record<string, string | undefined>} env */
async function rebuild(env) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [fromRoot('backend/dist/cli.js'), 'analytics:rebuild'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('analytics:rebuild failed');
  return (performance.now() - startedAt) / 1_000;
}

/** @param {Awaited<ReturnType<typeof readLists>>} report */
function describe({ calls, rebuildSeconds, measured, plans }) {
  const lines = measured.map(({ name, p50Ms, p95Ms }) => [name, fixed(p50Ms, 1), fixed(p95Ms, 1)]);
  const nodes = plans.map(
    ({ name, nodes: walked }) => `  ${name}\n${walked.map((node) => `    ${node}`).join('\n')}`,
  );
  return `${calls} calls; analytics:rebuild took ${fixed(rebuildSeconds, 0)} s\n
${table(['', 'p50 ms', 'p95 ms'], lines)}\n\nPlans\n${nodes.join('\n')}`;
}
