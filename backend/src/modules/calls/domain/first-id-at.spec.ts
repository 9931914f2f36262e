import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../../platform/crypto/index.js';
import { firstIdAt } from './first-id-at.js';

describe('firstIdAt', () => {
  it('parts the ids made before a time from those made at or after it', () => {
    const time = fc.date({ min: new Date(1), max: new Date('2200-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(time, (at) => {
        const first = firstIdAt(at.toISOString());
        expect(newId(at.getTime() - 1) < first).toBe(true);
        expect(newId(at.getTime()) >= first).toBe(true);
      }),
    );
  });

  it('stays an id for times that no id can hold', () => {
    expect(firstIdAt('0001-01-01T00:00:00Z')).toBe('00000000-0000-7000-8000-000000000000');
    expect(firstIdAt('9999-12-31T23:59:59Z')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7000-8000-0{12}$/);
  });
});
