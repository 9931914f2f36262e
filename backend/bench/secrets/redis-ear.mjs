// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** Everything that Redis is told, also what it forgets again, and everything that it keeps on its disk. */
export class RedisEar {
  /** @type {string[]} */
  #told = [];

  /** @param {import('../chaos/own-redis.mjs').OwnRedis} redis @param {Redis} line */
  constructor(redis, line) {
    this.redis = redis;
    this.line = line;
    line.on('monitor', (/** @type {string} */ _time, /** @type {string[]} */ told) =>
      this.#told.push(told.join(' ')),
    );
  }

  /** @param {import('../chaos/own-redis.mjs').OwnRedis} redis */
  static async listen(redis) {
    const line = new Redis(redis.port, '127.0.0.1');
    const monitor = await line.monitor();
    line.disconnect();
    return new RedisEar(redis, monitor);
  }

  get commands() {
    return this.#told.length;
  }

  /** What was said so far, and the files of its append-only log. */
  text() {
    const files = readdirSync(this.redis.folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const kept = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    return [...this.#told, ...kept].join('\n');
  }

  close() {
    this.line.disconnect();
  }
}
