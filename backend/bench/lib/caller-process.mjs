// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { FRAME_MS } from './caller-audio.mjs';
import { Caller } from './caller.mjs';

// A process full of callers. Forked by callers.mjs, which sends the order, "measure" when all processes have dialled, and
// "hang-up"; the answers are "ramped", "measured" and the results.

/** Callers due within this time are served in one turn of the timer. */
const TICK_MS = 4;
const READY_MS = 30_000;
/** A call is over when the server has written it down and said so. */
const GOODBYE_MS = 15_000;

/**
 * @typedef {object} Order
 * @property {import('./caller.mjs').CallPlan[]} plans
 * @property {number} calls
 * @property {number} firstAfterMs  before this process's first call
 * @property {number} everyMs  between two of its calls
 * @property {number} seconds
 * @property {{ leastMs: number, mostMs: number }} [churn]  calls last so long and are followed by new ones
 */

/** One place for a call; where calls come and go, another follows the one that has ended. */
class Slot {
  /** @type {import('./caller.mjs').CallResult[]} */
  over = [];
  #hangUpAt = Number.POSITIVE_INFINITY;

  /**
   * @param {import('./caller.mjs').CallPlan} plan
   * @param {number} dueAt
   * @param {Order['churn']} churn
   */
  constructor(plan, dueAt, churn) {
    this.plan = plan;
    this.dueAt = dueAt;
    this.churn = churn;
    this.caller = this.#dial(dueAt);
  }

  /** @param {number} now */
  tick(now) {
    while (this.dueAt <= now) {
      this.caller.speak(performance.now());
      this.dueAt += FRAME_MS;
    }
    if (now > this.#hangUpAt && !this.caller.ended) {
      this.#hangUpAt = Number.POSITIVE_INFINITY;
      this.caller.end();
    }
    if (this.churn && this.caller.ended && this.caller.measuring) {
      this.over.push(this.caller.result);
      this.caller = this.#dial(now);
      this.caller.measuring = true;
    }
  }

  /** @param {number} now */
  #dial(now) {
    if (this.churn) {
      const { leastMs, mostMs } = this.churn;
      this.#hangUpAt = now + leastMs + Math.random() * (mostMs - leastMs);
    }
    return new Caller(this.plan);
  }
}

/**
 * @param {Order} order
 * @param {Promise<void>} measure
 * @param {Promise<void>} hangUp
 */
async function run({ plans, calls, firstAfterMs, everyMs, seconds, churn }, measure, hangUp) {
  /** @type {Slot[]} */
  const slots = [];
  const clock = setInterval(() => {
    const now = performance.now();
    for (const slot of slots) slot.tick(now);
  }, TICK_MS);

  const startedAt = performance.now() + firstAfterMs;
  for (let index = 0; index < calls; index++) {
    // By the clock and not by sleeping: a busy machine must not stretch the ramp.
    await sleep(Math.max(0, startedAt + index * everyMs - performance.now()));
    const plan = plans[index % plans.length];
    if (!plan) throw new Error('a caller needs a plan');
    // Phases are spread over the frame, as those of strangers are.
    slots.push(new Slot(plan, performance.now() + ((index * 7) % FRAME_MS), churn));
  }
  const callers = () => slots.map(({ caller }) => caller);
  await until(READY_MS, () => callers().every((one) => one.ready || one.ended));
  process.send?.({ type: 'ramped' });
  await measure;
  for (const caller of callers()) caller.measuring = true;
  await sleep(seconds * 1000);
  for (const caller of callers()) caller.measuring = false;
  process.send?.({ type: 'measured' });
  await hangUp;
  for (const caller of callers()) {
    if (!caller.ready && !churn) caller.result.error ??= 'never became ready';
    if (!caller.ended) caller.end();
  }
  await until(GOODBYE_MS, () => callers().every((one) => one.ended));
  clearInterval(clock);
  for (const caller of callers()) if (!caller.ended) caller.result.error ??= 'the call was never ended';
  const results = slots.flatMap(({ over, caller }) => [...over, caller.result]);
  process.send?.({ type: 'results', results }, () => process.exit(0));
}

/** @param {number} ms @param {() => boolean} holds */
async function until(ms, holds) {
  for (let waited = 0; waited < ms && !holds(); waited += 50) await sleep(50);
}

/** @param {string} what @returns {Promise<void>} */
const told = (what) =>
  new Promise((resolve) => {
    process.on('message', (said) => {
      if (said === what) resolve();
    });
  });

process.once('message', (order) => {
  void run(/** @type {Order} */ (order), told('measure'), told('hang-up'));
});
process.once('disconnect', () => process.exit(1));
