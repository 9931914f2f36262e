#!/usr/bin/env node
// @ts-check
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { WebSocket } from 'ws';
import { main, say, userError } from '../bin/lib/print.mjs';
import { seed } from '../bin/launcher/database.mjs';
import { errorsOf, gather, runCallers } from './lib/callers.mjs';
import { Inspector } from './lib/inspector.mjs';
import { orbisPlans } from './lib/plans.mjs';
import { usageOf } from './lib/process-usage.mjs';
import { crowdOfSlowSenders } from './lib/slow-senders.mjs';
import { Stack } from './lib/stack.mjs';
import { fixed, p50, spread } from './lib/stats.mjs';

const HELP = `npm run bench:slow [-- --clients 50 --seconds 30 --acknowledge --json]
npm run bench:slow -- --senders 2000 [--json]

Clients that ask for a minute of speech, which the model sends three times faster than it is heard, and stop reading their
sockets when it begins. Prints what each of them cost the
gateway at most: in heap and buffers after forced collections, and in the memory of the machine, where the young generation
and what waits to be collected count as well. And after how many seconds they were let go, by the timelines of their calls,
since whoever does not read sees no close code. With --acknowledge they have told of playback once before. As many once more,
this time without forced collections, beside 20 healthy callers whose marked frames the engine returns: how late those are.
Aim: at most 2 MB each and 400 MB together, all of them let go, and p99 of healthy frames within 60 ms.

With --senders instead: that many connections to the API and the gateway whose headers, bodies, handshakes or first messages
never become whole. Prints when the last of them was closed, and how those fared who signed in and called meanwhile. Aim: all
closed within 10 s, and nobody kept out.`;

const MB = 1024 * 1024;
const HEALTHY_CALLS = 20;
/** Longer than it takes to let go of everybody who stopped reading. */
const HEALTHY_SECONDS = 15;
const MOST_MB_EACH = 2;
const MOST_MB_TOGETHER = 400;
const LATE_MS = 60;
/** What is typed is answered, and healthy callers' frames come back. */
const SCENARIO = {
  name: 'long',
  echo: true,
  turns: [
    { on: { type: 'text', contains: 'Begin the conversation' }, reply: [{ say: 'Hello.', audioMs: 400 }] },
    {
      on: { type: 'text', contains: 'everything' },
      reply: [{ say: 'A very long answer.', audioMs: 60_000 }],
    },
  ],
  timing: { setupMs: 0, ttfbMs: 50, pace: 3 },
};

await main(async () => {
  const { values } = parseArgs({
    options: {
      clients: { type: 'string', default: '50' },
      seconds: { type: 'string', default: '30' },
      acknowledge: { type: 'boolean', default: false },
      senders: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(HELP);
    return 0;
  }
  const [clients, seconds] = [Number(values.clients), Number(values.seconds)];
  if (!(clients > 0) || !(seconds > 0)) throw userError('--clients and --seconds take numbers.');
  if (values.senders !== undefined) return measureSenders(Number(values.senders), values.json);
  // Those who were let go may come back for a while, and keep their place.
  const stack = await Stack.start(2 * clients + HEALTHY_CALLS);
  try {
    await stack.startEngine(JSON.stringify(SCENARIO));
    stack.inspected = true;
    const { stream } = await stack.startBackend('gateway');
    const inspector = await Inspector.connect(stack.inspectors.get('gateway') ?? 0);
    const sizes = async () => {
      const { heapBytes, externalBytes } = await inspector.settledMemory();
      const rssBytes = usageOf(stack.pidOf('gateway')).rssBytes;
      return { rssBytes, keptBytes: heapBytes + externalBytes };
    };
    const teams = stack.teams;
    // First use compiles code and grows the heap, which is no client's doing.
    for (const { socket } of await open(stream, teams, 5)) socket.close(1000);
    await sleep(2_000);
    const before = await sizes();
    const slow = await open(stream, teams, clients, (client) => stall(client, values.acknowledge));
    const most = { rssBytes: 0, keptBytes: 0 };
    for (let second = 0; second < seconds; second++) {
      await sleep(1_000);
      const now = await sizes();
      most.rssBytes = Math.max(most.rssBytes, now.rssBytes - before.rssBytes);
      most.keptBytes = Math.max(most.keptBytes, now.keptBytes - before.keptBytes);
    }
    inspector.close();
    const letGo = await letGoAfter(stack.env.DATABASE_URL ?? '', slow);
    for (const { socket } of slow) socket.terminate();
    const frames = await healthyFrames(stream, teams, clients, values.acknowledge);
    const report = {
      ...{ clients, frameMs: spread(frames.ms), healthyErrors: frames.errors },
      mbTogether: most.rssBytes / MB,
      mbPerClient: most.keptBytes / MB / clients,
      residentMbPerClient: most.rssBytes / MB / clients,
      letGo: letGo.length,
      letGoAfterSeconds: { p50: p50(letGo), most: Math.max(...letGo) },
    };
    say(values.json ? JSON.stringify(report) : describe(report));
    return isGood(report) ? 0 : 1;
  } finally {
    await stack.stop();
  }
});

/**
 * How long healthy callers' frames take there and back while that many stop reading, beside the wait for their neighbours
 * in one message.
 * @param {string} stream
 * @param {import('./lib/stack.mjs').Team[]} teams
 * @param {number} clients
 * @param {boolean} acknowledge
 */
async function healthyFrames(stream, teams, clients, acknowledge) {
  /** @type {Slow[]} */
  let slow = [];
  const { results } = await runCallers({
    plans: orbisPlans(stream, teams, 'echo'),
    ...{ calls: HEALTHY_CALLS, seconds: HEALTHY_SECONDS, watch: {} },
    around: {
      begin: async () => {
        slow = await open(stream, teams, clients, (client) => stall(client, acknowledge));
      },
    },
  });
  for (const { socket } of slow) socket.terminate();
  return { ms: gather(results, 'roundTrips'), errors: errorsOf(results) };
}

/** @param {Report} report */
function isGood({ clients, mbPerClient, mbTogether, letGo, frameMs, healthyErrors }) {
  const isCheap = mbPerClient <= MOST_MB_EACH && mbTogether <= MOST_MB_TOGETHER && letGo === clients;
  return isCheap && frameMs.p99 <= LATE_MS && Object.keys(healthyErrors).length === 0;
}

/**
 * @param {number} count
 * @param {boolean} json
 */
async function measureSenders(count, json) {
  if (!(count > 0)) throw userError('--senders takes a number.');
  const stack = await Stack.start(1);
  try {
    await stack.startEngine(JSON.stringify(SCENARIO));
    const api = await stack.startBackend('api');
    const gateway = await stack.startBackend('gateway');
    const folder = join(stack.dataFolder, 'healthy');
    const { email = '', password = '' } = await seed(
      { ...stack.env, DATA_DIR: folder },
      'healthy@orbisvoice.local',
    );
    const target = {
      apiPort: Number(new URL(api.http).port),
      gatewayPort: Number(new URL(gateway.stream).port),
      login: { email, password },
      team: stack.teams[0] ?? { agentId: '', secretKey: '' },
    };
    const report = await crowdOfSlowSenders(target, count);
    const {
      senders,
      closedAfterSeconds: closed,
      healthy,
      healthyWorked: worked,
      healthySlowestMs: slowest,
    } = report;
    const words = `
  ${senders} slow senders: the last was closed after ${fixed(closed, 1)} s; of ${healthy} sign-ins and calls meanwhile ${worked} worked,
  the slowest in ${fixed(slowest, 0)} ms
`;
    say(json ? JSON.stringify(report) : words);
    return closed <= 10 && worked === healthy ? 0 : 1;
  } finally {
    await stack.stop();
  }
}

/** @typedef {{ socket: WebSocket, callId: string, pausedAt: number }} Slow  `pausedAt` is 0 until it stops reading */

/**
 * @param {string} stream
 * @param {import('./lib/stack.mjs').Team[]} teams
 * @param {number} count
 * @param {(client: Slow) => void} [onReady]  of each at once: the greeting does not wait until all of them are
 * @returns {Promise<Slow[]>}
 */
function open(stream, teams, count, onReady = () => undefined) {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const { agentId = '', secretKey: apiKey = '' } = teams[index % teams.length] ?? {};
      const socket = new WebSocket(stream);
      socket.on('error', () => undefined);
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
      socket.send(JSON.stringify({ type: 'hello', protocol: 1, apiKey, agentId }));
      const ready = await new Promise((resolve) => socket.once('message', resolve));
      const client = { socket, callId: JSON.parse(String(ready)).callId, pausedAt: 0 };
      onReady(client);
      return client;
    }),
  );
}

/**
 * Asks for the long answer once the greeting is over, which the question would cut, and reads no more when it begins to
 * sound.
 * @param {Slow} client
 * @param {boolean} acknowledge
 */
function stall(client, acknowledge) {
  const { socket } = client;
  let asked = false;
  let turn = 0;
  socket.on('message', (data, binary) => {
    const told = binary ? undefined : JSON.parse(String(data));
    if (told?.type === 'turn.started') turn = told.turn;
    if (told?.type === 'turn.committed' && !asked) {
      asked = true;
      socket.send(JSON.stringify({ type: 'text', text: 'Tell me everything.' }));
    }
    if (!binary || !asked || socket.isPaused) return;
    if (acknowledge) socket.send(JSON.stringify({ type: 'playback', turn, playedMs: 20 }));
    socket.pause();
    client.pausedAt = Date.now();
  });
}

/**
 * @param {string} databaseUrl
 * @param {Slow[]} slow
 * @returns {Promise<number[]>} seconds from the last byte that was read, for each client that was let go
 */
async function letGoAfter(databaseUrl, slow) {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const { rows } = await database.query(
      `select call_id as "callId", min(at) as at from call_events
       where call_id = any($1) and kind in ('client.gone', 'client.too-slow') group by call_id`,
      [slow.map(({ callId }) => callId)],
    );
    const at = new Map(rows.map((row) => [row.callId, row.at.getTime()]));
    return slow.flatMap(({ callId, pausedAt }) =>
      at.has(callId) ? (at.get(callId) - pausedAt) / 1_000 : [],
    );
  } finally {
    await database.end();
  }
}

/**
 * @typedef {object} Report
 * @property {number} clients
 * @property {number} mbPerClient
 * @property {number} residentMbPerClient
 * @property {number} mbTogether  resident
 * @property {number} letGo
 * @property {{ p50: number, most: number }} letGoAfterSeconds
 * @property {ReturnType<typeof spread>} frameMs  of healthy callers
 * @property {Record<string, number>} healthyErrors
 */

/** @param {Report} report */
function describe(report) {
  const { clients, mbPerClient, residentMbPerClient, mbTogether, letGo, letGoAfterSeconds } = report;
  const errors = Object.entries(report.healthyErrors).map(([text, count]) => `${count} × ${text}`);
  return `
  ${clients} clients that stopped reading: at most ${fixed(mbPerClient)} MB each, ${fixed(residentMbPerClient)} MB resident, ${fixed(mbTogether, 0)} MB together;
  ${letGo} of them let go after ${fixed(letGoAfterSeconds.p50, 1)} s, at most ${fixed(letGoAfterSeconds.most, 1)} s
  frames of ${HEALTHY_CALLS} healthy callers meanwhile, there and back: p50 ${fixed(report.frameMs.p50, 1)} ms, p99 ${fixed(report.frameMs.p99, 1)} ms, ${errors.join('; ') || '0 errors'}
`;
}
