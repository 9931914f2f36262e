#!/usr/bin/env node
// @ts-check
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../bin/launcher/ports.mjs';
import { fromRoot } from '../bin/lib/paths.mjs';
import { complain, main } from '../bin/lib/print.mjs';
import { OwnRedis } from './chaos/own-redis.mjs';
import { Part } from './chaos/part.mjs';
import { benchCommand } from './lib/bench-command.mjs';
import { tablesWith } from './lib/every-row.mjs';
import { fillCalls, fillTranscripts } from './lib/many-calls.mjs';
import { onStack } from './lib/stack.mjs';
import { fixed, table } from './lib/stats.mjs';
import { SystemPostgres } from './lib/system-postgres.mjs';
import { foundIn, postgresTool, tryWords } from './secrets/dump.mjs';
import { forgetCaller } from './secrets/forgetting.mjs';
import { RedisEar } from './secrets/redis-ear.mjs';
import { liveThrough } from './secrets/scenario.mjs';
import { AT_REST, CANARY, SCENARIO } from './secrets/words.mjs';

const HELP = `npm run bench:secrets [-- --long --json]

Lives through everything in which something is said or shown that nobody else may read (sign-up, keys, tools with secrets,
a call with a telephone number, a booking, a webhook, a new password, refusals), with words that stand nowhere else. Then
looks for them in the log at its most talkative, in metrics, in the bodies of refusals, in everything that Redis was told
and keeps, and in every table, queue and audit log included. Takes a dump of the database, looks for what opens something,
and tries whatever stands in it as a key, cookie, link and ticket. Erases the caller, restores the backup of before into
another database, replays the tombstones, those of 300 people who never called among them, and looks again. Needs an
installed Postgres and Redis. Exits with 1 on a find.

  --long  with 20,000 calls of others, with words, that were never looked at before the erasure`;

const DATABASE = 'orbisvoice';
const OTHER_CALLS = 20_000;

/** @typedef {import('./lib/stack.mjs').Stack} Stack */

await main(() =>
  benchCommand({
    help: HELP,
    defaults: { long: false },
    measure: ({ long }) => onServer(long ? OTHER_CALLS : 0),
    describe,
    isGood: ({ faults }) => faults.length === 0,
  }),
);

/** @param {number} others  calls of other people */
async function onServer(others) {
  const server = await SystemPostgres.start();
  try {
    await postgresTool(server, 'createdb', `--maintenance-db=${server.url('postgres')}`, DATABASE);
    return await onStack(1, (stack) => examine(server, stack, others), server.url(DATABASE));
  } finally {
    await server.destroy();
  }
}

/**
 * @param {SystemPostgres} server
 * @param {Stack} stack
 * @param {number} others  calls of other people
 */
async function examine(server, stack, others) {
  /** @type {string[]} */
  const faults = [];
  const database = new pg.Pool({ connectionString: stack.env.DATABASE_URL });
  // The server is ended while connections wait for something to do.
  database.on('error', () => undefined);
  const redis = await OwnRedis.start(stack.children, stack.dataFolder);
  const ear = await RedisEar.listen(redis);
  const shop = await startShop();
  try {
    const { http, stream, product } = await startProduct(stack, redis, shop.host, faults);
    const appSecret = stack.env.APP_SECRET ?? '';
    complain('everything that people do …');
    const lived = await liveThrough({ http, stream, server: shop.url, database, appSecret });
    if (!shop.keys.includes(CANARY.toolSecret)) faults.push('the tool was never called with its secret');

    complain('a dump of the database …');
    const dump = await postgresTool(server, 'pg_dump', '--format=plain', server.url(DATABASE));
    const opens = foundIn(dump, {
      ...lived.usable,
      appSecret,
      providerKey: CANARY.providerKey,
      password: CANARY.password,
    });
    faults.push(...opens.map((what) => `the dump has the ${what}`));
    const tried = await tryWords(dump, { http, stream });
    faults.push(...tried.accepted.map((what) => `accepted from the dump: ${what}`));

    const atRest = await restOf(database, lived.secrets);

    complain('a caller who is to be forgotten …');
    if (others > 0) await addCalls(database, others);
    const { faults: remembered, ...forgotten } = await forgetCaller(
      { server, name: DATABASE, database, stack },
      lived,
    );

    // Its last words are of interest, too.
    await product.stop();
    const log = readFileSync(join(stack.dataFolder, 'logs', 'product.log'), 'utf8');
    const places = { log, metrics: lived.metrics, refusals: lived.refusals.join('\n'), redis: ear.text() };
    const hits = Object.entries(places).flatMap(([place, text]) =>
      foundIn(text, lived.secrets).map((what) => `${place}: ${what}`),
    );
    if (!log.includes('"level":20') && !log.includes('"level":"debug"'))
      faults.push('the log is not as talkative as it can be');
    // No part of such a word either, nor the name of the team.
    if (/canary/i.test(log)) faults.push('the log names what belongs to people');
    if (ear.commands === 0) faults.push('Redis was told nothing, so nothing was looked at');
    faults.push(...hits, ...atRest, ...remembered);
    return {
      words: Object.keys(lived.secrets).length,
      places: { ...sizesOf(places), dump: dump.length },
      hits: hits.length + atRest.length,
      dump: { found: opens.length, words: tried.words, tries: tried.tries, accepted: tried.accepted.length },
      others,
      ...forgotten,
      faults,
    };
  } finally {
    ear.close();
    shop.close();
    await database.end();
  }
}

/** Where words stand that should stand elsewhere, and where they do not that should be found, or nothing was looked at. @param {pg.Pool} database @param {Record<string, string>} secrets */
async function restOf(database, secrets) {
  /** @type {string[]} */
  const wrong = [];
  for (const [what, secret] of Object.entries(secrets)) {
    const allowed = AT_REST[what] ?? [];
    const found = await tablesWith(database, secret);
    wrong.push(...found.filter((name) => !allowed.includes(name)).map((name) => `table ${name}: ${what}`));
    wrong.push(
      ...allowed.filter((name) => !found.includes(name)).map((name) => `not in table ${name}: ${what}`),
    );
  }
  return wrong;
}

/** @param {Record<string, string>} places */
function sizesOf(places) {
  return Object.fromEntries(Object.entries(places).map(([place, text]) => [place, text.length]));
}

/** @param {pg.Pool} database @param {number} count */
async function addCalls(database, count) {
  const client = await database.connect();
  try {
    await fillCalls(client, count);
    await fillTranscripts(client, count);
  } finally {
    client.release();
  }
}

/**
 * @param {Stack} stack
 * @param {OwnRedis} redis
 * @param {string} allowed
 * @param {string[]} faults
 */
async function startProduct(stack, redis, allowed, faults) {
  const [port, gatewayPort] = [await freePort(), await freePort()];
  const http = `http://127.0.0.1:${port}`;
  Object.assign(stack.env, {
    ROLE: 'all',
    PORT: String(port),
    GATEWAY_PORT: String(gatewayPort),
    PUBLIC_URL: http,
    REDIS_URL: `redis://127.0.0.1:${redis.port}`,
    LOG_LEVEL: 'debug',
    EGRESS_ALLOW: allowed,
    AUTH_ATTEMPTS_PER_MINUTE: '100000',
    GEMINI_BASE_URL: await stack.startEngine(JSON.stringify(SCENARIO)),
    GEMINI_API_KEY: CANARY.providerKey,
  });
  const script = fromRoot('backend', 'dist', 'main.js');
  const service = { name: 'product', script, env: stack.env, readyUrl: `${http}/ready`, graceMs: 15_000 };
  const product = new Part(stack.services, service, (what) => faults.push(what));
  await product.start();
  return { http, stream: `ws://127.0.0.1:${gatewayPort}/stream`, product };
}

/** The team's own server: takes orders, and thanks for webhooks by repeating what it should not. */
async function startShop() {
  /** @type {string[]} */
  const keys = [];
  const server = createServer((request, reply) => {
    keys.push(String(request.headers['x-key']));
    request.resume().on('end', () => {
      if (request.url === '/hook') reply.end(`thanks, says ${CANARY.phone}`);
      else reply.setHeader('content-type', 'application/json').end('{"ok":true}');
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const host = `127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { host, url: `http://${host}`, keys, close };
}

/** @param {Awaited<ReturnType<typeof examine>>} report */
function describe({
  words,
  places,
  hits,
  dump,
  others,
  before,
  left,
  erasedMs,
  replayedMs,
  tombstones,
  restoredLeft,
  faults,
}) {
  const rows = Object.entries(places).map(([place, size]) => [place, String(Math.round(size / 1024))]);
  return [
    table(['Looked through', 'KB'], rows),
    `  and every table: ${words} words, ${hits} where they should not be`,
    '',
    `  dump alone: ${dump.found} secrets in it; ${dump.words} words of it tried ${dump.tries} times, ${dump.accepted} accepted`,
    `  a caller in ${before.join(', ')} among ${others} other calls: erased after ${fixed(erasedMs / 1_000)} s, ${left.length} tables left`,
    `  yesterday's backup restored, ${tombstones} tombstones replayed in ${fixed(replayedMs / 1_000)} s: ${restoredLeft.length} tables left`,
    '',
    `  ${faults.length} faults`,
    ...faults.slice(0, 30).map((fault) => `    ${fault}`),
  ].join('\n');
}
