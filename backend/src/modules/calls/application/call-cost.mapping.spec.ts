import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nanosToMinor, toCost, toUsage } from './call-cost.mapping.js';

const figures = {
  inputTextTokens: 12_000,
  inputAudioTokens: 69_500,
  outputTextTokens: 0,
  outputAudioTokens: 4_000,
  pricedReports: 20,
  unpricedReports: 0,
  costNanos: 265_500_000,
  pricesAsOf: '2026-09-30',
  costs: {
    inputTextNanos: 9_000_000,
    inputAudioNanos: 208_500_000,
    outputTextNanos: 0,
    outputAudioNanos: 48_000_000,
  },
};

describe('the cost of a call', () => {
  it('is exact in billionths, and rounded half up in cents', () => {
    expect(toCost(figures)).toEqual({
      amountMinor: 27,
      amountNanos: 265_500_000,
      currency: 'USD',
      pricesAsOf: '2026-09-30',
      byModality: figures.costs,
    });
    expect([0, 4_999_999, 5_000_000, 14_999_999, 15_000_000].map(nanosToMinor)).toEqual([0, 0, 1, 1, 2]);
  });

  it('is not told apart where it was not when it arose', () => {
    expect(toCost({ ...figures, costs: { ...figures.costs, inputTextNanos: 0 } })?.byModality).toBeNull();
  });

  it('is never further from the exact amount than half a cent', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (nanos) => {
        const off = BigInt(nanosToMinor(nanos)) * 10_000_000n - BigInt(nanos);
        expect(off > -5_000_000n && off <= 5_000_000n).toBe(true);
      }),
    );
  });

  it('is unknown where one report had no price, while its tokens are shown', () => {
    expect(toCost({ ...figures, unpricedReports: 1 })).toBeNull();
    expect(toUsage({ ...figures, unpricedReports: 1 })).toMatchObject({ inputAudioTokens: 69_500 });
  });

  it('is unknown where nothing was reported', () => {
    const silent = { ...figures, pricedReports: 0, pricesAsOf: null };
    expect([toCost(silent), toUsage(silent)]).toEqual([null, null]);
  });
});
