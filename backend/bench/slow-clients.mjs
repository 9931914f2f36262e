#!/usr/bin/env node
// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import { main, say, userError } from '../bin/lib/print.mjs';
import { usageOf } from './lib/process-usage.mjs';
import { Stack } from './lib/stack.mjs';
import { fixed } from './lib/stats.mjs';

const HELP = `npm run bench:slow [-- --clients 50 --seconds 40 --acknowledge --json]

Clients that ask for a minute of speech and stop reading their sockets when it begins. Prints by how much the gateway's
memory grew for each of them at most, and with which codes they were let go. With --acknowledge they have told of
playback once before. Aim: at most 2 MB each, and 4008.`;

const MB = 1024 * 1024;
const SCENARIO = {
  name: 'long',
  turns: [
    {
      on: { type: 'text', contains: 'everything' },
      reply: [{ say: 'A very long answer.', audioMs: 60_000 }],
    },
  ],
  timing: { setupMs: 0, ttfbMs: 50, speed: 4 },
};

await main(async () => {
  const { values } = parseArgs({
    options: {
      clients: { type: 'string', default: '50' },
      seconds: { type: 'string', default: '40' },
      acknowledge: { type: 'boolean', default: false },
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
  const stack = await Stack.start(clients);
  try {
    await stack.startEngine(JSON.stringify(SCENARIO));
    const { stream } = await stack.startBackend('gateway');
    const teams = stack.teams;
    // First use compiles code and grows the heap, which is no client's doing.
    for (const socket of await open(stream, teams, 5)) socket.close(1000);
    await sleep(2_000);
    const before = usageOf(stack.pidOf('gateway')).rssBytes;
    const sockets = await open(stream, teams, clients);
    const closes = sockets.map((socket) => stall(socket, values.acknowledge));
    let most = 0;
    for (let second = 0; second < seconds; second++) {
      await sleep(1_000);
      most = Math.max(most, usageOf(stack.pidOf('gateway')).rssBytes - before);
    }
    // What was sent before the end is read now, and with it the close frame.
    for (const socket of sockets) socket.removeAllListeners('message').resume();
    const codes = await Promise.all(
      closes.map((closed) => Promise.race([closed, sleep(3_000, 'still open')])),
    );
    const counted = Object.fromEntries(
      [...new Set(codes)].map((code) => [code, codes.filter((c) => c === code).length]),
    );
    const report = { clients, mbPerClient: most / MB / clients, closes: counted };
    say(
      values.json
        ? JSON.stringify(report)
        : `\n  ${clients} clients that stopped reading: at most ${fixed(report.mbPerClient)} MB each; closed with ${JSON.stringify(counted)}\n`,
    );
    return report.mbPerClient <= 2 ? 0 : 1;
  } finally {
    await stack.stop();
  }
});

/**
 * @param {string} stream
 * @param {import('./lib/stack.mjs').Team[]} teams
 * @param {number} count
 */
function open(stream, teams, count) {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const { agentId = '', secretKey: apiKey = '' } = teams[index % teams.length] ?? {};
      const socket = new WebSocket(stream);
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
      socket.send(JSON.stringify({ type: 'hello', protocol: 1, apiKey, agentId }));
      await new Promise((resolve) => socket.once('message', resolve));
      return socket;
    }),
  );
}

/**
 * Asks for the long answer and reads no more when it begins to sound.
 * @param {WebSocket} socket
 * @param {boolean} acknowledge
 * @returns {Promise<number>} the close code, once something is read again
 */
function stall(socket, acknowledge) {
  socket.send(JSON.stringify({ type: 'text', text: 'Tell me everything.' }));
  let turn = 0;
  socket.on('message', (data, binary) => {
    const told = binary ? undefined : JSON.parse(String(data));
    if (told?.type === 'turn.started') turn = told.turn;
    if (!binary || socket.isPaused) return;
    if (acknowledge) socket.send(JSON.stringify({ type: 'playback', turn, playedMs: 20 }));
    socket.pause();
  });
  return new Promise((resolve) => socket.once('close', resolve));
}
