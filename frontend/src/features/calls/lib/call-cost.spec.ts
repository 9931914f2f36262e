import { describe, expect, it } from '@jest/globals';
import { formatCost } from './call-cost.js';

describe('formatCost', () => {
  it.each([
    [0, '$0.00'],
    [26_550_000, '$0.027'],
    [1_265_500_000, '$1.266'],
  ])('shows %i billionths as %s', (amountNanos, text) => {
    expect(formatCost({ amountNanos, currency: 'USD' })).toBe(text);
  });
});
