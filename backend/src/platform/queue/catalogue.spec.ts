import { backoffMs, consumersOf } from './catalogue.js';

describe('backoff', () => {
  it('doubles from a second to an hour', () => {
    expect([1, 2, 3, 12, 13, 40].map((attempt) => backoffMs(attempt, 0.5))).toEqual([
      1_000, 2_000, 4_000, 2_048_000, 3_600_000, 3_600_000,
    ]);
  });

  it('spreads by a quarter to either side', () => {
    expect([backoffMs(1, 0), backoffMs(1, 0.999)]).toEqual([750, 1_250]);
  });
});

describe('consumersOf', () => {
  it('tells an event without consumers from one that this build does not know', () => {
    expect(consumersOf('user.signup')).toBeDefined();
    expect(consumersOf('toString')).toBeUndefined();
  });
});
