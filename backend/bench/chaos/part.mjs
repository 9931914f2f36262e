// @ts-check
import { once } from 'node:events';

/**
 * One process of the topology. What it does not do by itself it never does: an end that nobody asked for is a fault.
 */
export class Part {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  #asked = false;

  /**
   * @param {import('../../bin/launcher/services.mjs').Services} services
   * @param {import('../../bin/launcher/services.mjs').Service} service
   * @param {(what: string) => void} onFault
   */
  constructor(services, service, onFault) {
    this.services = services;
    this.service = service;
    this.onFault = onFault;
  }

  get name() {
    return this.service.name;
  }

  /** Started, and ready. */
  async start() {
    this.#asked = false;
    const child = await this.services.start(this.service);
    this.#child = child;
    child.once('exit', (code, signal) => {
      // With the whole stack it is asked to end by whoever stops that.
      if (!this.#asked && !this.services.children.isStopping)
        this.onFault(`${this.name} ended by itself (${code ?? signal})`);
    });
  }

  kill() {
    return this.#end('SIGKILL');
  }

  /** In its own order; anything but 0 is a fault. */
  async stop() {
    const code = await this.#end('SIGTERM');
    if (code !== 0) this.onFault(`${this.name} was asked to stop and ended with ${code}`);
  }

  pause() {
    this.#child?.kill('SIGSTOP');
  }

  wake() {
    this.#child?.kill('SIGCONT');
  }

  /** @param {NodeJS.Signals} signal @returns {Promise<number | null>} */
  async #end(signal) {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return null;
    this.#asked = true;
    const exit = once(child, 'exit');
    child.kill(signal);
    const [code] = await exit;
    return code;
  }
}
