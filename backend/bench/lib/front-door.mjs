// @ts-check
import { connect, createServer } from 'node:net';

const LOOK_MS = 100;

/**
 * What stands in front of gateways in production, as small as it can be: takes connections in turn to those that say
 * that they are ready. It knows nothing of what it carries.
 */
export class FrontDoor {
  /** @type {{ port: number, ready: boolean }[]} */
  #gateways = [];
  #next = 0;
  #server = createServer((client) => this.#carry(client));
  #looks = setInterval(() => void this.#look(), LOOK_MS);

  /** @returns {Promise<string>} its address for visitors */
  async open() {
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const address = /** @type {import('node:net').AddressInfo} */ (this.#server.address());
    return `ws://127.0.0.1:${address.port}/stream`;
  }

  /** @param {number} port */
  add(port) {
    this.#gateways.push({ port, ready: true });
  }

  /** @param {number} port */
  remove(port) {
    this.#gateways = this.#gateways.filter((gateway) => gateway.port !== port);
  }

  close() {
    clearInterval(this.#looks);
    this.#server.close();
  }

  /** @param {import('node:net').Socket} client */
  #carry(client) {
    const ready = this.#gateways.filter((gateway) => gateway.ready);
    const gateway = ready[this.#next++ % Math.max(1, ready.length)];
    client.on('error', () => client.destroy());
    if (!gateway) return void client.destroy();
    const server = connect(gateway.port, '127.0.0.1');
    server.on('error', () => {
      gateway.ready = false;
      client.destroy();
    });
    server.on('close', () => client.destroy());
    client.on('close', () => server.destroy());
    client.setNoDelay(true);
    server.setNoDelay(true);
    client.pipe(server).pipe(client);
  }

  async #look() {
    await Promise.all(
      this.#gateways.map(async (gateway) => {
        const signal = AbortSignal.timeout(10 * LOOK_MS);
        gateway.ready = await fetch(`http://127.0.0.1:${gateway.port}/ready`, { signal }).then(
          ({ ok }) => ok,
          () => false,
        );
      }),
    );
  }
}
