import fc from 'fast-check';
import { planOf } from './plan.mjs';

const harms = { kill: { aboutMs: 5_000 }, pause: { aboutMs: 9_000 }, wipe: { aboutMs: 2_000 } };
const anySeed = fc.integer({ min: 0, max: 1_000_000 });
const anyBudget = fc.integer({ min: 1_000, max: 600_000 });

describe('a plan of harms', () => {
  it('is the same for the same seed, and keeps to its time', () => {
    fc.assert(
      fc.property(anySeed, anyBudget, (seed, budgetMs) => {
        const plan = planOf(seed, budgetMs, harms);
        expect(planOf(seed, budgetMs, harms)).toEqual(plan);
        const ms = plan.reduce(
          (sum, { harm, restMs }) => sum + restMs + harms[harm as keyof typeof harms].aboutMs,
          0,
        );
        expect(plan.length === 1 || ms <= budgetMs).toBe(true);
      }),
    );
  });

  it('lets every harm happen once before one happens twice', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const plan = planOf(seed, 300_000, harms).map(({ harm }) => harm);
        for (let at = 0; at + 3 <= plan.length; at += 3)
          expect(plan.slice(at, at + 3).sort()).toEqual(Object.keys(harms).sort());
      }),
    );
  });

  it('is another one for another seed', () => {
    const plans = Array.from({ length: 10 }, (_, seed) => JSON.stringify(planOf(seed, 120_000, harms)));
    expect(new Set(plans).size).toBeGreaterThan(5);
  });
});
