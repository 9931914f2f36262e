import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeTouches, encodeTouches, MAX_TOUCHES, withTouch, type Touch } from './touch-token.js';

const RUNS = { numRuns: process.env.CI ? 2_000 : 200 };
const sign = (text: string) => createHmac('sha256', 'a key').update(text).digest('base64url');
const decode = (token: string, now: number) => decodeTouches(token, now, sign, (a, b) => a === b);
const touch: fc.Arbitrary<Touch> = fc.record({
  linkId: fc.uuid(),
  clickId: fc.option(fc.uuid()),
  at: fc.integer({ min: 0, max: 4_000_000_000_000 }),
});
const touches = fc.array(touch, { minLength: 1, maxLength: MAX_TOUCHES });
const UNTIL = 2_000_000_000_000;

describe('the token of touches', () => {
  it('invariant 24: gives back what was signed, until its time is over', () => {
    fc.assert(
      fc.property(touches, (all) => {
        const token = encodeTouches(all, UNTIL, sign);
        expect(decode(token, UNTIL - 1)).toEqual(all);
        expect(decode(token, UNTIL)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('invariant 24: is ignored with any bit flipped', () => {
    fc.assert(
      fc.property(touches, fc.nat(), fc.integer({ min: 0, max: 6 }), (all, place, bit) => {
        const bytes = Buffer.from(encodeTouches(all, UNTIL, sign));
        const index = place % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(index) ^ (1 << bit), index);
        expect(decode(bytes.toString('latin1'), 0)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('invariant 24: is ignored where anything else stands in its place', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), fc.json()), (text) => {
        for (const token of [text, `1.${text}`, `1.${text}.${text}`, `1.${text}.${sign(`2.${text}`)}`])
          expect(decode(token, 0)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('keeps the first touch and the newest ones', () => {
    fc.assert(
      fc.property(fc.array(touch, { minLength: 1, maxLength: 12 }), (all) => {
        const kept = all.reduce<Touch[]>(withTouch, []);
        expect(kept.length).toBe(Math.min(all.length, MAX_TOUCHES));
        expect(kept[0]).toEqual(all[0]);
        expect(kept.at(-1)).toEqual(all.at(-1));
      }),
      RUNS,
    );
  });
});
