// @ts-check
import fc from 'fast-check';

/**
 * @typedef {object} Step
 * @property {string} harm
 * @property {number} pick  which of several equal parts it meets
 * @property {number} restMs  quiet time before it
 */

const MAX_ROUNDS = 50;

/**
 * What is done to a topology: rounds in which every harm comes once, in another order each time, for as long as there is
 * time. The same seed, time and harms give the same plan.
 * @param {number} seed
 * @param {number} budgetMs
 * @param {Record<string, { aboutMs: number }>} harms
 * @returns {Step[]} at least one
 */
export function planOf(seed, budgetMs, harms) {
  const names = Object.keys(harms);
  const round = fc.shuffledSubarray(names, { minLength: names.length }).chain((order) =>
    fc.tuple(
      ...order.map((harm) =>
        fc.record({
          harm: fc.constant(harm),
          pick: fc.nat({ max: 1_000 }),
          restMs: fc.integer({ min: 500, max: 3_000 }),
        }),
      ),
    ),
  );
  const rounds = fc.sample(round, { seed, numRuns: MAX_ROUNDS });
  /** @type {Step[]} */
  const plan = [];
  let spentMs = 0;
  for (const step of rounds.flat()) {
    spentMs += step.restMs + (harms[step.harm]?.aboutMs ?? 0);
    if (plan.length > 0 && spentMs > budgetMs) break;
    plan.push(step);
  }
  return plan;
}
