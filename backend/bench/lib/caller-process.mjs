// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { Caller } from './caller.mjs';

// A process full of callers: plan in, "ramped" and the results out. Forked by callers.mjs.

const FRAME_MS = 20;
/** Callers due within this time are served in one turn of the timer. */
const TICK_MS = 4;

/** @param {{ plans: import('./caller.mjs').CallPlan[], calls: number, rampMs: number, seconds: number }} order */
async function run({ plans, calls, rampMs, seconds }) {
  /** @type {Caller[]} */
  const callers = [];
  /** @type {number[]} */
  const dueAt = [];
  const clock = setInterval(() => {
    const now = performance.now();
    for (const [index, caller] of callers.entries())
      while ((dueAt[index] ?? 0) <= now) {
        caller.speak();
        dueAt[index] = (dueAt[index] ?? now) + FRAME_MS;
      }
  }, TICK_MS);

  for (let index = 0; index < calls; index++) {
    const plan = plans[index % plans.length];
    if (!plan) throw new Error('a caller needs a plan');
    callers.push(new Caller(plan));
    // Phases are spread over the frame, as those of strangers are.
    dueAt.push(performance.now() + ((index * 7) % FRAME_MS));
    await sleep(rampMs);
  }
  for (let waited = 0; waited < 5_000 && callers.some((one) => !one.ready && !one.ended); waited += 50)
    await sleep(50);
  for (const caller of callers) caller.measuring = true;
  process.send?.({ type: 'ramped' });
  await sleep(seconds * 1000);
  for (const caller of callers) caller.measuring = false;
  process.send?.({ type: 'measured' });
  for (const caller of callers) {
    if (!caller.ready) caller.result.error ??= 'never became ready';
    caller.end();
  }
  await sleep(1_000);
  clearInterval(clock);
  process.send?.({ type: 'results', results: callers.map(({ result }) => result) }, () => process.exit(0));
}

process.once('message', (order) => void run(/** @type {Parameters<typeof run>[0]} */ (order)));
process.once('disconnect', () => process.exit(1));
