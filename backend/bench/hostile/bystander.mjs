// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { p99 } from '../lib/stats.mjs';

const EVERY_MS = 50;

/** A team that uses the product as usual while somebody else attacks it. */
export class Bystander {
  /**
   * @param {string} http
   * @param {string} key
   */
  constructor(http, key) {
    this.url = `${http}/agents`;
    this.headers = { authorization: `Bearer ${key}` };
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
    /** @type {number[]} */
    const took = [];
    let over = false;
    const asking = (async () => {
      while (!over) {
        const startedAt = performance.now();
        const answer = await fetch(this.url, { headers: this.headers });
        await answer.arrayBuffer();
        if (!answer.ok) throw new Error(`the bystander was answered ${answer.status}`);
        took.push(performance.now() - startedAt);
        await sleep(EVERY_MS);
      }
    })();
    try {
      const result = await Promise.race([
        work(),
        asking.then(() => Promise.reject(new Error('unreachable'))),
      ]);
      return [result, p99(took)];
    } finally {
      over = true;
      await asking;
    }
  }
}
