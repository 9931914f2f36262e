// @ts-check
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { userError } from '../lib/print.mjs';

/**
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<boolean>}
 */
export const isFree = (port, host = '127.0.0.1') =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });

/** Below every system's range for outgoing connections, so that none of those takes the port before its server does. */
const FIRST = 10_240;
const LAST = 32_000;
const ATTEMPTS = 200;

/**
 * A port that nobody uses at this moment, chosen at random, so that two who ask at once do not get the same.
 * @returns {Promise<number>}
 */
export async function freePort() {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(FIRST, LAST);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port among ${ATTEMPTS} between ${FIRST} and ${LAST}`);
}

/**
 * Says all ports that are taken at once, each with the variable that moves it.
 * @param {{ variable: string, port: number, use: string }[]} wanted
 */
export async function requireFree(wanted) {
  const taken = [];
  for (const entry of wanted) if (!(await isFree(entry.port))) taken.push(entry);
  if (taken.length === 0) return;
  const lines = taken.map(
    ({ port, use, variable }) =>
      `  ${port} (${use}) is in use by another program. Choose another: ${variable}=${port + 10} npm start`,
  );
  throw userError(`Cannot start:\n${lines.join('\n')}`);
}
