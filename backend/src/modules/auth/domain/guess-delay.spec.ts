import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GUESS_RULES, guessDelayMs } from './guess-delay.js';

describe('guess delay', () => {
  it('lets the free guesses through and then doubles up to the cap', () => {
    const rule = { free: 2, baseMs: 1_000, capMs: 5_000, forgetMs: 1 };
    expect([1, 2, 3, 4, 5, 6, 7].map((n) => guessDelayMs(n, rule))).toEqual([
      0, 0, 1_000, 2_000, 4_000, 5_000, 5_000,
    ]);
  });

  it('never shrinks and never locks for good, whatever the count', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(GUESS_RULES)), fc.nat(1e9), (rule, guesses) => {
        const delay = guessDelayMs(guesses, rule);
        expect(delay).toBeLessThanOrEqual(rule.capMs);
        expect(guessDelayMs(guesses + 1, rule)).toBeGreaterThanOrEqual(delay);
      }),
    );
  });
});
