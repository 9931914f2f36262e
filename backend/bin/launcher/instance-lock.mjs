// @ts-check
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digest } from '../lib/files.mjs';

/**
 * One launcher per data folder. The lock is a listening socket, which the system drops with the process however that dies:
 * no pid file to go stale, no pid that somebody else has by now. Whoever connects is told about the holder.
 */

/** @param {string} dataFolder */
const addressOf = (dataFolder) => {
  const name = `orbisvoice-${digest(dataFolder)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
};

/**
 * @param {string} dataFolder
 * @param {Record<string, unknown>} about  what a second instance should be told
 * @returns {Promise<{ release: () => void } | { heldBy: Record<string, unknown> }>}
 */
export async function takeInstanceLock(dataFolder, about) {
  const address = addressOf(dataFolder);
  const server = createServer((socket) => socket.on('error', () => undefined).end(JSON.stringify(about)));
  if (!(await listen(server, address))) {
    const holder = await askHolder(address);
    if (holder) return { heldBy: holder };
    // Nobody answers: the socket file of a run that was killed.
    rmSync(address, { force: true });
    if (!(await listen(server, address))) throw new Error(`cannot lock ${dataFolder} by ${address}`);
  }
  server.unref();
  return { release: () => server.close() };
}

/**
 * @param {import('node:net').Server} server
 * @param {string} address
 * @returns {Promise<boolean>} false where the address is taken
 */
const listen = (server, address) =>
  new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(address, () => resolve(true));
  });

/**
 * @param {string} address
 * @returns {Promise<Record<string, unknown> | undefined>}
 */
const askHolder = (address) =>
  new Promise((resolve) => {
    let answer = '';
    const socket = connect(address);
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on('data', (chunk) => (answer += chunk));
    socket.on('error', () => resolve(undefined));
    socket.on('close', () => {
      try {
        resolve(JSON.parse(answer));
      } catch {
        resolve(undefined);
      }
    });
  });
