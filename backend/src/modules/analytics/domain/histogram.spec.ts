import { describe, expect, it } from '@jest/globals';
import { PERCENTILE_ERROR } from '@orbisvoice/contracts';
import fc from 'fast-check';
import { histogramOf, percentile } from './histogram.js';

const durations = fc.array(fc.integer({ min: 1, max: 600_000 }), { minLength: 1, maxLength: 300 });
const shares = fc.constantFrom(0.01, 0.5, 0.9, 0.95, 0.99, 1);

describe('percentiles of a histogram', () => {
  it('are as exact as they promise', () => {
    fc.assert(
      fc.property(durations, shares, (ms, share) => {
        const sorted = [...ms].sort((one, other) => one - other);
        const exact = sorted[Math.max(1, Math.ceil(share * ms.length)) - 1] ?? NaN;
        const read = percentile(histogramOf(ms), share) ?? NaN;
        // Values are rounded to a tenth of a millisecond.
        expect(Math.abs(read - exact)).toBeLessThanOrEqual(exact * PERCENTILE_ERROR + 0.05);
      }),
    );
  });

  it('do not exist where nothing was counted', () => {
    expect(percentile({}, 0.5)).toBeNull();
  });
});
