// @ts-check
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

const DRIP_MS = 1_000;
/** Connections are made in lots, as a listening socket's queue holds some hundreds. */
const LOT = 200;
const GIVE_UP_MS = 30_000;
/** Sign-ins by one address are counted: a few prove as much as many. */
const HEALTHY = 5;

/** They come from so many addresses: one alone keeps only itself out (docs/guides/limits.md). */
const ADDRESSES = 20;

const HOST = 'host: localhost\r\n';
const HANDSHAKE =
  `GET /stream HTTP/1.1\r\n${HOST}connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n` +
  'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
/** What a sender says at once, and to whom; where it drips, a byte a second follows that never makes a whole. */
const KINDS = /** @type {const} */ ([
  { to: 'api', begins: `GET /health HTTP/1.1\r\n${HOST}x-slow: `, drips: true },
  {
    to: 'api',
    begins: `POST /auth/login HTTP/1.1\r\n${HOST}content-type: application/json\r\ncontent-length: 5000\r\n\r\n{"`,
    drips: true,
  },
  { to: 'gateway', begins: `${HANDSHAKE}x-slow: `, drips: true },
  { to: 'gateway', begins: `${HANDSHAKE}\r\n`, drips: false },
]);

/**
 * @typedef {object} Target
 * @property {number} apiPort
 * @property {number} gatewayPort
 * @property {{ email: string, password: string }} login
 * @property {import('./stack.mjs').Team} team
 */

/**
 * Opens that many connections which never finish what they say, a quarter of each kind, and meanwhile signs in and calls.
 * @param {Target} target
 * @param {number} count
 */
export async function crowdOfSlowSenders(target, count) {
  /** @type {Promise<number>[]} */
  const closed = [];
  for (let number = 0; number < count; number += 1) {
    const from = `127.0.1.${1 + (number % ADDRESSES)}`;
    closed.push(closedAfter(target, from, KINDS[number % KINDS.length] ?? KINDS[0]));
    if (number % LOT === LOT - 1) await sleep(50);
  }
  const healthy = [];
  for (let number = 0; number < HEALTHY; number += 1)
    healthy.push(await timed(() => signIn(target)), await timed(() => call(target)));
  const seconds = await Promise.all(closed);
  return {
    senders: count,
    closedAfterSeconds: Math.max(...seconds),
    healthy: healthy.length,
    healthyWorked: healthy.filter(({ worked }) => worked).length,
    healthySlowestMs: Math.max(...healthy.map(({ ms }) => ms)),
  };
}

/**
 * @param {Target} target
 * @param {string} localAddress
 * @param {typeof KINDS[number]} kind
 * @returns {Promise<number>} seconds until the other side closed; infinite where it never did
 */
function closedAfter({ apiPort, gatewayPort }, localAddress, { to, begins, drips }) {
  const port = to === 'api' ? apiPort : gatewayPort;
  const socket = connect({ host: '127.0.0.1', port, localAddress });
  socket.on('error', () => undefined);
  socket.write(begins);
  socket.resume();
  const begun = performance.now();
  const dripping = setInterval(() => drips && socket.write('a'), DRIP_MS);
  return new Promise((resolve) => {
    const end = (/** @type {number} */ seconds) => {
      clearInterval(dripping);
      clearTimeout(late);
      socket.destroy();
      resolve(seconds);
    };
    const late = setTimeout(() => end(Infinity), GIVE_UP_MS);
    socket.once('close', () => end((performance.now() - begun) / 1_000));
  });
}

/** @param {() => Promise<boolean>} work */
async function timed(work) {
  const begun = performance.now();
  const worked = await work().catch(() => false);
  return { worked, ms: performance.now() - begun };
}

/** @param {Target} target */
async function signIn({ apiPort, login }) {
  const answer = await fetch(`http://127.0.0.1:${apiPort}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(login),
  });
  return answer.ok;
}

/** @param {Target} target @returns {Promise<boolean>} */
function call({ gatewayPort, team: { agentId, secretKey: apiKey } }) {
  const socket = new WebSocket(`ws://127.0.0.1:${gatewayPort}/stream`);
  return new Promise((resolve) => {
    socket.once('error', () => resolve(false));
    socket.once('open', () => socket.send(JSON.stringify({ type: 'hello', protocol: 1, apiKey, agentId })));
    socket.once('message', (data) => {
      resolve(JSON.parse(String(data)).type === 'ready');
      socket.close(1000);
    });
  });
}
