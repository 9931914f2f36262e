import fc from 'fast-check';
import { firstIdAt, madeAtMs, newId } from './ids.js';

const LAST_MS = 2 ** 48 - 1;
const time = fc.integer({ min: 0, max: LAST_MS });

describe('newId', () => {
  it('is a version 7 UUID that sorts by time', () => {
    const ids = [1_700_000_000_000, 1_700_000_000_001, 1_800_000_000_000].map((ms) => newId(ms));
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(Array.from({ length: 1_000 }, () => newId(0))).size).toBe(1_000);
  });
});

describe('the time of an id', () => {
  it('is read from any that was made then, and from the first', () => {
    fc.assert(
      fc.property(time, (ms) => {
        expect(madeAtMs(newId(ms))).toBe(ms);
        expect(madeAtMs(firstIdAt(ms))).toBe(ms);
      }),
    );
  });

  it('parts the ids made before it from those made at or after it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: LAST_MS }), (ms) => {
        const first = firstIdAt(ms);
        expect(newId(ms - 1) < first).toBe(true);
        expect(newId(ms) >= first).toBe(true);
      }),
    );
  });

  it('stays in an id where no id can hold it', () => {
    expect(madeAtMs(firstIdAt(Date.parse('0001-01-01T00:00:00Z')))).toBe(0);
    expect(madeAtMs(firstIdAt(Number.MAX_SAFE_INTEGER))).toBe(LAST_MS);
  });
});
