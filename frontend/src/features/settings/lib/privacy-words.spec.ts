import { expect, it } from '@jest/globals';
import { foundWords, knownByWords } from './privacy-words.js';

it.each([
  [['email'], 'A caller, by e-mail address'],
  [['userId', 'phone'], 'A caller, by visitor id, telephone number'],
  [['call'], 'One call, by hand'],
] as const)('known by %j: %s', (knownBy, words) => {
  expect(knownByWords({ knownBy: [...knownBy] })).toBe(words);
});

it.each([
  [1, 0, '1 call and 0 other records'],
  [2, 1, '2 calls and 1 other record'],
])('%i and %i: %s', (calls, records, words) => {
  expect(foundWords({ calls, records })).toBe(words);
});
