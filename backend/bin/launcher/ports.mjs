// @ts-check
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

/** @returns {Promise<number>} */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

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
