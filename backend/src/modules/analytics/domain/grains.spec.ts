import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS, GRAINS, piecesOf, QUARTER_MS } from './grains.js';

describe('pieces of a stretch', () => {
  it('cover it without a gap, each in whole buckets of its grain, and are few', () => {
    const quarter = fc.nat(400 * 96);
    fc.assert(
      fc.property(quarter, quarter, (one, other) => {
        const [from, to] = [Math.min(one, other) * QUARTER_MS, Math.max(one, other) * QUARTER_MS];
        const pieces = piecesOf(from, to);
        let at = from;
        for (const piece of pieces) {
          const grain = GRAINS.find(({ minutes }) => minutes === piece.minutes)?.ms ?? NaN;
          expect([piece.from, piece.from % grain, piece.to % grain]).toEqual([at, 0, 0]);
          expect(piece.to).toBeGreaterThan(piece.from);
          at = piece.to;
        }
        expect(at).toBe(from === to ? from : to);
        expect(pieces.length).toBeLessThanOrEqual(5);
        const short = pieces.filter(({ minutes }) => minutes < 1440);
        expect(short.reduce((sum, piece) => sum + piece.to - piece.from, 0)).toBeLessThan(2 * DAY_MS);
      }),
    );
  });
});
