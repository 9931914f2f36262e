// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than a client waits on a silent line, so that each of them leaves it. */
const SILENCE_MS = 8_000;
const PAUSE_MS = 15_000;
const OUTAGE_MS = 6_000;
/** Longer than a lease and the patience after it together. */
const LONG_OUTAGE_MS = 60_000;
const LONG_PAUSE_MS = 30_000;

/** @typedef {import('./topology.mjs').Topology} Topology */
/** @typedef {import('./part.mjs').Part} Part */

/**
 * What visitors may notice, and how soon 95 % of the interrupted calls, and the last of them, have to go on, in ms:
 * `none` nothing at all; `elsewhere` another gateway is up; `silent` the same, but the client has to find out by itself,
 * which takes it 5 s; `hangs` and then the proxy too, which may take it to the same gateway again; `returns` no other is up,
 * and it must come back. Times that nobody was told count from the harm.
 * @typedef {'none' | 'elsewhere' | 'silent' | 'hangs' | 'returns'} Notice
 * @type {Record<Notice, { p95Ms: number, longestMs: number }>}
 */
export const RESUMED_WITHIN = {
  none: { p95Ms: 0, longestMs: 0 },
  elsewhere: { p95Ms: 1_500, longestMs: 5_000 },
  silent: { p95Ms: 6_500, longestMs: 10_000 },
  hangs: { p95Ms: 12_000, longestMs: 15_000 },
  returns: { p95Ms: 10_000, longestMs: 10_000 },
};
/** Of the interrupted calls. */
export const RESUMED_SHARE = 0.995;

/**
 * @typedef {object} Harm
 * @property {number} aboutMs  with what comes after it until all is well
 * @property {Notice} notice
 * @property {(topology: Topology, pick: number) => Promise<void>} run  over when everything is started again
 */

/** @template T @param {readonly T[]} list @param {number} pick */
const one = (list, pick) => /** @type {T} */ (list[pick % list.length]);

/** @param {Part} part */
async function killed(part) {
  await part.kill();
  await sleep(1_000);
  await part.start();
}
/** @param {Part} part */
async function restarted(part) {
  await part.stop();
  await part.start();
}
/** @param {Part} part @param {number} ms */
async function paused(part, ms) {
  part.pause();
  await sleep(ms);
  part.wake();
}
/** @param {{ kill: () => Promise<void>, start: () => Promise<void> }} store @param {number} ms */
async function away(store, ms) {
  await store.kill();
  await sleep(ms);
  await store.start();
}
/** @param {{ set: (faults: { up?: object, down?: object }) => void }} line @param {object} fault @param {number} ms */
async function spoilt(line, fault, ms) {
  line.set({ up: fault, down: fault });
  await sleep(ms);
  line.set({});
}

/** @type {Record<string, Harm>} */
export const HARMS = {
  'gateway-kill': {
    ...{ aboutMs: 7_000, notice: 'elsewhere' },
    run: ({ parts }, pick) => killed(one(parts.gateway, pick)),
  },
  'gateway-stop': {
    ...{ aboutMs: 18_000, notice: 'elsewhere' },
    run: ({ parts }, pick) => restarted(one(parts.gateway, pick)),
  },
  'gateway-pause': {
    ...{ aboutMs: 33_000, notice: 'hangs' },
    run: ({ parts }, pick) => paused(one(parts.gateway, pick), LONG_PAUSE_MS),
  },
  'gateways-kill': {
    ...{ aboutMs: 15_000, notice: 'returns' },
    run: async ({ parts }) => {
      await Promise.all(parts.gateway.map((part) => part.kill()));
      await Promise.all(parts.gateway.map((part) => part.start()));
    },
  },
  'api-kill': {
    ...{ aboutMs: 7_000, notice: 'none' },
    run: ({ parts }, pick) => killed(one(parts.api, pick)),
  },
  'api-stop': {
    ...{ aboutMs: 8_000, notice: 'none' },
    run: ({ parts }, pick) => restarted(one(parts.api, pick)),
  },
  'worker-kill': {
    ...{ aboutMs: 7_000, notice: 'none' },
    run: ({ parts }, pick) => killed(one(parts.worker, pick)),
  },
  'worker-stop': {
    ...{ aboutMs: 8_000, notice: 'none' },
    run: ({ parts }, pick) => restarted(one(parts.worker, pick)),
  },
  'worker-pause': {
    ...{ aboutMs: 16_000, notice: 'none' },
    run: ({ parts }, pick) => paused(one(parts.worker, pick), PAUSE_MS),
  },
  'redis-kill': {
    ...{ aboutMs: 6_000, notice: 'none' },
    run: ({ redis }) => away(redis, 2_000),
  },
  'redis-away': {
    ...{ aboutMs: 64_000, notice: 'none' },
    run: ({ redis }) => away(redis, LONG_OUTAGE_MS),
  },
  /** Workers die with jobs in Redis, and then Redis forgets them. */
  'redis-wipe': {
    ...{ aboutMs: 10_000, notice: 'none' },
    run: async ({ redis, parts }) => {
      await Promise.all(parts.worker.map((part) => part.kill()));
      await redis.ask('FLUSHALL');
      await Promise.all(parts.worker.map((part) => part.start()));
    },
  },
  'redis-empty': {
    ...{ aboutMs: 6_000, notice: 'none' },
    run: async ({ redis }) => {
      await redis.kill();
      redis.forget();
      await redis.start();
    },
  },
  'postgres-kill': {
    ...{ aboutMs: 8_000, notice: 'none' },
    run: ({ postgres }) => away(postgres, 1_000),
  },
  /** Calls go on, and what is said in them is acknowledged when it is back. */
  'postgres-away': {
    ...{ aboutMs: 66_000, notice: 'none' },
    run: ({ postgres }) => away(postgres, LONG_OUTAGE_MS),
  },
  'database-cut': {
    ...{ aboutMs: 4_000, notice: 'none' },
    run: async ({ lines }) => lines.database.reset(),
  },
  'database-still': {
    ...{ aboutMs: 10_000, notice: 'none' },
    run: ({ lines }) => spoilt(lines.database, { bytesPerSecond: 0 }, OUTAGE_MS),
  },
  /** Connections that are dead without a word, new ones are well: what a lost route or a failed-over address leaves. */
  'database-lost': {
    ...{ aboutMs: 20_000, notice: 'none' },
    run: async ({ lines }) => {
      lines.database.lose();
      await sleep(PAUSE_MS);
    },
  },
  'redis-cut': {
    ...{ aboutMs: 4_000, notice: 'none' },
    run: async ({ lines }) => lines.redis.reset(),
  },
  'redis-lost': {
    ...{ aboutMs: 20_000, notice: 'none' },
    run: async ({ lines }) => {
      lines.redis.lose();
      await sleep(PAUSE_MS);
    },
  },
  'visitors-cut': {
    ...{ aboutMs: 5_000, notice: 'elsewhere' },
    run: async ({ lines }) => lines.visitors.reset(),
  },
  'visitors-lost': {
    ...{ aboutMs: 12_000, notice: 'silent' },
    run: async ({ lines }) => {
      lines.visitors.lose();
      await sleep(SILENCE_MS);
    },
  },
  /** Only what visitors say arrives. */
  'visitors-half-open': {
    ...{ aboutMs: 14_000, notice: 'silent' },
    run: async ({ lines }) => {
      lines.visitors.set({ down: { lost: true } });
      lines.visitors.set({});
      await sleep(SILENCE_MS);
    },
  },
  'visitors-slow': {
    ...{ aboutMs: 12_000, notice: 'none' },
    run: ({ lines }) => spoilt(lines.visitors, { latencyMs: 250, bytesPerSecond: 96_000 }, SILENCE_MS),
  },
};
