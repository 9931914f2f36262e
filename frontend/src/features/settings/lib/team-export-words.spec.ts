import { describe, expect, it } from '@jest/globals';
import { amountWords, doneShare, sizeWords } from './team-export-words.js';

describe('an export in words', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [3_449, '3.4 KB'],
    [12_000_000, '12 MB'],
    [1_500_000_000, '1.5 GB'],
    [7e15, '7000 TB'],
  ])('%i bytes are %s', (bytes, words) => {
    expect(sizeWords(bytes)).toBe(words.replace(' ', '\u00a0'));
  });

  it.each([
    ['waiting', null, undefined],
    ['expired', null, undefined],
    ['running', null, '1,200 records, 5.0 MB'],
    ['running', 9_000, '1,200 of 9,000 records, 5.0 MB'],
    ['broken', 1_000, '1,200 of 1,200 records, 5.0 MB'],
    ['done', 1_300, '1,200 records, 5.0 MB'],
  ] as const)('%s, with %s expected: %s', (state, expected, words) => {
    const said = amountWords({ state, expected, records: 1_200, bytes: 5_000_000 });
    expect(said?.replace('\u00a0', ' ')).toBe(words);
  });

  it.each([
    [0, null, 0],
    [5, 10, 0.5],
    [12, 10, 1],
    [0, 0, 0],
  ])('%i of %s is a share of %d', (records, expected, share) => {
    expect(doneShare({ records, expected })).toBe(share);
  });
});
