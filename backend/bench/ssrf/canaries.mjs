// @ts-check
import { createServer } from 'node:net';

/** Where a request that got inside would arrive: this machine by both families, and a second address of it. */
const INSIDE = ['127.0.0.1', '::1', '127.0.0.2'];
const TRIES = 20;

/** Listeners on addresses inside, all on one port, that count whoever reaches them. */
export class Canaries {
  hits = 0;
  port = 0;
  /** @type {import('node:net').Server[]} */
  #servers = [];

  static async open() {
    for (let tried = 0; tried < TRIES; tried++) {
      const canaries = new Canaries();
      if (await canaries.#listen()) return canaries;
      await canaries.close();
    }
    throw new Error(`no port is free on all of ${INSIDE.join(', ')}`);
  }

  async close() {
    await Promise.all(
      this.#servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))),
    );
  }

  /** False where the port that the first was given is taken on one of the others. */
  async #listen() {
    for (const host of INSIDE) {
      const server = createServer((socket) => {
        this.hits += 1;
        socket.destroy();
      });
      const listens = await new Promise((resolve, reject) => {
        server.once('listening', () => resolve(true));
        server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
          error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
        );
        server.listen(this.port, host);
      });
      if (!listens) return false;
      this.#servers.push(server);
      this.port = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
    }
    return true;
  }
}
