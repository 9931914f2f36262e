// @ts-check
import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { p99 } from '../lib/stats.mjs';

const SCRIPT = fileURLToPath(new URL('bystander-process.mjs', import.meta.url));

/** A team that uses the product as usual while somebody else attacks it; from a process that has nothing else to do. */
export class Bystander {
  /**
   * @param {string} http
   * @param {string} key
   */
  constructor(http, key) {
    this.args = [`${http}/agents`, key];
  }

  /**
   * @param {number} ms
   * @returns {Promise<number>} p99 of its answers, in ms
   */
  async watch(ms) {
    return (await this.during(() => sleep(ms)))[1];
  }

  /**
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<[T, number]>} what the work gave, and the p99 of the bystander's answers meanwhile, in ms
   */
  async during(work) {
    const child = fork(SCRIPT, this.args);
    /** @type {Promise<number[]>} */
    const took = new Promise((resolve, reject) => {
      child.once('message', () => child.once('message', resolve));
      child.once('exit', (code) => reject(new Error(`the bystander ended with ${code}`)));
    });
    const begun = new Promise((resolve) => child.once('message', resolve));
    try {
      await Promise.race([begun, took]);
      const result = await Promise.race([
        work(),
        took.then(() => Promise.reject(new Error('the bystander went home'))),
      ]);
      child.send('enough');
      return [result, p99(await took)];
    } finally {
      child.kill();
    }
  }
}
