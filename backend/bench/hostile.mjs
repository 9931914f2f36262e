#!/usr/bin/env node
// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Pool } from 'undici';
import { inParallel } from '../bin/lib/run.mjs';
import { main, userError } from '../bin/lib/print.mjs';
import { prepareAttacker } from './hostile/attacker.mjs';
import { Bystander } from './hostile/bystander.mjs';
import { hostileRequests } from './hostile/http-requests.mjs';
import { RAW_REQUESTS, sendRaw } from './hostile/raw-http.mjs';
import { attackSocket, socketAttacks } from './hostile/socket-attacks.mjs';
import { benchCommand } from './lib/bench-command.mjs';
import { tally } from './lib/callers.mjs';
import { onStack } from './lib/stack.mjs';
import { fixed } from './lib/stats.mjs';

const HELP = `npm run hostile [-- --requests 20000 --sessions 2000 --seed 1 --json]

Attacks a product of its own: HTTP requests made from the API document with bad values in them, raw bytes that are no
HTTP, and WebSocket sessions that break the protocol. Fails on an answer of 500 and above, on a process that ended, on
an error in a log, on a bad socket that is not closed with a documented code within a second, and where a team that only
works is served more than twice as slowly meanwhile. The same seed makes the same attack.`;

const LANES = 8;
/** The p99 of who works meanwhile: twice what it was, or what nobody notices. */
const MOST_TIMES = 2;
const UNNOTICED_MS = 50;
/** Enough for three teams: one that is attacked over HTTP, one that only looks on, one whose calls are attacked. */
const CALLS = 201;

/** @typedef {import('./lib/stack.mjs').Stack} Stack */

/** The same, by when it was noticed: before, while or after the next bytes were written. */
const HUNG_UP = ['UND_ERR_SOCKET', 'EPIPE', 'ECONNRESET'];

await main(() =>
  benchCommand({
    help: HELP,
    defaults: { requests: '20000', sessions: '2000', seed: String(Date.now() % 1_000_000) },
    measure: (values) => {
      const [requests = 0, sessions = 0, seed = 0] = [values.requests, values.sessions, values.seed].map(
        Number,
      );
      if (!(requests && sessions && Number.isInteger(seed)))
        throw userError('All three options take whole numbers.');
      return onStack(CALLS, (stack) => attack(stack, { requests, sessions, seed }));
    },
    describe,
    isGood: ({ faults, late }) => faults.length === 0 && !late,
  }),
);

/**
 * @param {Stack} stack
 * @param {{ requests: number, sessions: number, seed: number }} size
 */
async function attack(stack, { requests, sessions, seed }) {
  await stack.startEngine('default');
  const { http } = await stack.startBackend('api');
  const { stream } = await stack.startBackend('gateway');
  const attacker = await prepareAttacker(http, stack);
  // Made beforehand: making them takes this process long enough to be taken for a slow server.
  const wishes = fc.sample(hostileRequests(Object.keys(attacker.credentials), attacker.ids), {
    seed,
    numRuns: requests,
  });
  const attacks = fc.sample(socketAttacks(), { seed, numRuns: sessions });
  const bystander = new Bystander(http, stack.teams[1]?.secretKey ?? '');
  const calm = await bystander.watch(3_000);
  const [attacked, watched] = await bystander.during(() => attackHttp(attacker, http, wishes));
  const [apiPort, gatewayPort] = [http, stream].map((url) => Number(new URL(url).port));
  const raw = { api: await attackRaw(apiPort ?? 0), gateway: await attackRaw(gatewayPort ?? 0) };
  const sockets = await attackSockets(stack, gatewayPort ?? 0, attacks);
  const alive = await Promise.all([http, stream.replace('ws', 'http').replace('/stream', '')].map(isAlive));
  const complaints = ['api', 'gateway'].flatMap((name) => errorsOf(stack, name));
  const faults = [
    ...attacked.faults,
    ...Object.entries(raw).flatMap(([name, { faults }]) => faults.map((fault) => `${name}: ${fault}`)),
    ...sockets.faults,
    ...complaints,
  ];
  if (alive.includes(false)) faults.push('a process does not answer any more');
  return {
    seed,
    requests: { sent: requests, answers: attacked.answers },
    raw: { api: raw.api.answers, gateway: raw.gateway.answers },
    sessions: { opened: sessions, closes: sockets.closes },
    bystander: { calmP99Ms: calm, attackedP99Ms: watched, ratio: watched / calm },
    // Apart from the faults: how busy the machine is otherwise is in it.
    late: watched > Math.max(MOST_TIMES * calm, UNNOTICED_MS),
    faults,
  };
}

/**
 * @param {import('./hostile/attacker.mjs').Attacker} attacker
 * @param {string} http
 * @param {import('./hostile/http-requests.mjs').HostileRequest[]} wishes
 */
async function attackHttp({ credentials }, http, wishes) {
  const pool = new Pool(http, { connections: LANES });
  /** @type {Record<string, number>} */
  const answers = {};
  /** @type {string[]} */
  const faults = [];
  await inParallel(wishes, LANES, async ({ method, path, credential, body, contentType }) => {
    const sent = `${method} ${path.slice(0, 200)} as ${credential} ${body?.slice(0, 300) ?? ''}`;
    // The attack would otherwise spend itself on a session that one of its first requests has ended.
    if (/^\/auth\/(logout|sessions|switch)/.test(path) && credential === 'session') return;
    try {
      const answer = await pool.request({
        path,
        method: /** @type {'GET'} */ (method),
        headers: { ...credentials[credential], ...(body !== undefined && { 'content-type': contentType }) },
        ...(body !== undefined && { body }),
      });
      // A stream of events has no end of its own.
      if (String(answer.headers['content-type']).startsWith('text/event-stream'))
        answer.body.on('error', () => undefined).destroy();
      else await answer.body.dump();
      const kind = `${answer.statusCode}`;
      answers[kind] = (answers[kind] ?? 0) + 1;
      if (answer.statusCode >= 500) faults.push(`${answer.statusCode} for ${sent}`);
    } catch (error) {
      // A server may hang up on a body that it has refused already.
      const { code = '' } = /** @type {{ code?: string }} */ (error);
      if (HUNG_UP.includes(code) && (body?.length ?? 0) > 100_000) return;
      faults.push(`${String(error)} for ${sent}`);
    }
  });
  await pool.destroy();
  return { answers, faults };
}

/** @param {number} port */
async function attackRaw(port) {
  /** @type {Record<string, string>} */
  const answers = {};
  await inParallel(Object.entries(RAW_REQUESTS), LANES, async ([name, bytes]) => {
    answers[name] = await sendRaw(port, bytes);
  });
  const wrong = Object.entries(answers).filter(
    ([, answer]) => answer === 'silence' || answer.startsWith('5'),
  );
  return { answers, faults: wrong.map(([name, answer]) => `${name}: ${answer}`) };
}

/**
 * @param {Stack} stack
 * @param {number} port
 * @param {import('./hostile/socket-attacks.mjs').Attack[]} attacks
 */
async function attackSockets(stack, port, attacks) {
  // A request that happened to be right may have deleted the agents of the team that HTTP attacked, as it should.
  const { agentId = '', secretKey: apiKey = '' } = stack.teams[2] ?? {};
  /** @type {Record<string, number>} */
  const closes = {};
  /** @type {string[]} */
  const faults = [];
  await inParallel(attacks, LANES, async (attack) => {
    const { fault, code } = await attackSocket(port, { apiKey, agentId }, attack);
    closes[code ?? 'none'] = (closes[code ?? 'none'] ?? 0) + 1;
    if (fault) faults.push(fault);
  });
  return { closes, faults };
}

/** @param {string} origin */
function isAlive(origin) {
  return fetch(`${origin}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/**
 * Nothing that a client does is an error of ours; pino's level of errors is 50.
 * @param {Stack} stack
 * @param {string} name
 */
function errorsOf(stack, name) {
  const lines = readFileSync(join(stack.dataFolder, 'logs', `${name}.log`), 'utf8').split('\n');
  return lines
    .filter((line) => /"level":(?:50|60|"error"|"fatal")/.test(line))
    .map((line) => `${name}.log: ${line.slice(0, 600)}`);
}

/** @param {Awaited<ReturnType<typeof attack>>} report */
function describe({ seed, requests, raw, sessions, bystander, late, faults }) {
  const counts = (/** @type {Record<string, number>} */ of) =>
    Object.entries(of)
      .sort(([, a], [, b]) => b - a)
      .map(([what, times]) => `${what} ${times}×`)
      .join(', ');
  return [
    '',
    `  ${requests.sent} requests    ${counts(requests.answers)}`,
    ...Object.entries(raw).map(
      ([part, answers]) => `  raw requests    to the ${part}: ${counts(tally(Object.values(answers)))}`,
    ),
    `  ${sessions.opened} sockets     ${counts(sessions.closes)}`,
    `  a bystander     p99 ${fixed(bystander.calmP99Ms)} ms before, ${fixed(bystander.attackedP99Ms)} ms meanwhile (${fixed(bystander.ratio)} ×)${late ? ': too late' : ''}`,
    `  seed ${seed}: ${faults.length} faults`,
    ...faults.slice(0, 40).map((fault) => `    ${fault}`),
    '',
  ].join('\n');
}
