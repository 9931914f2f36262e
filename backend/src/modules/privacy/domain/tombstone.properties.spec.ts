import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readTombstones, tombstoneLine } from './tombstone.js';

const mark = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
const tombstone = fc.record({
  tenantId: fc.uuid(),
  id: fc.uuid(),
  marks: fc.array(mark, { minLength: 1, maxLength: 4 }),
  knownBy: fc.subarray(['userId', 'email', 'phone', 'call'] as const),
  askedAt: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
});

it('comes back from its line as it was', () => {
  fc.assert(
    fc.property(fc.array(tombstone), (tombstones) => {
      const file = tombstones.map((one) => `${tombstoneLine(one)}\n`).join('\n');
      expect(readTombstones(file)).toEqual(tombstones);
    }),
  );
});

it.each(['{', '{}', '"words"', '{"id":1}'])('%j is refused, by its line', (line) => {
  expect(() => readTombstones(`\n${line}`)).toThrow('line 2 is no tombstone');
});
