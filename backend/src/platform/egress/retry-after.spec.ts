import { describe, expect, it } from '@jest/globals';
import { retryAfterSeconds } from './retry-after.js';

const NOW = Date.parse('2026-12-01T10:00:00.500Z');

describe('Retry-After', () => {
  it.each<[string, number]>([
    ['0', 0],
    ['120', 120],
    ['999999', 999_999],
    ['Tue, 01 Dec 2026 10:02:00 GMT', 120],
    ['Tuesday, 01-Dec-26 10:02:00 GMT', 120],
    ['Tue Dec  1 10:02:00 2026', 120],
    ['Tue, 01 Dec 2026 10:00:00 GMT', 0],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
  ])('%s', (header, seconds) => {
    expect(retryAfterSeconds(header.toLowerCase(), NOW)).toBe(seconds);
  });

  it.each([
    '',
    '-5',
    '1.5',
    '1000000',
    '9'.repeat(400),
    'soon',
    '2026-12-01T10:02:00Z',
    'Tue, 01 Dec 2026 10:02:00 +0100',
    'Tue, 32 Foo 2026 10:02:00 GMT',
    'Wed, 01 Dec 2027 10:02:00 GMT',
  ])('says nothing as "%s"', (header) => {
    expect(retryAfterSeconds(header.toLowerCase(), NOW)).toBeUndefined();
  });
});
