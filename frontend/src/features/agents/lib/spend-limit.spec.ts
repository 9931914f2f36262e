import { expect, it } from '@jest/globals';
import { dollarsOf, spendLimitOf } from './spend-limit.js';

it.each([
  ['', null],
  [' 20 ', 2_000],
  ['4.5', 450],
  ['4,50', 450],
  ['$ 19.99', 1_999],
  ['0', 0],
  ['4.', 400],
  ['twenty', NaN],
  ['-3', NaN],
  ['1.234', NaN],
])('reads %p as %p', (typed, amountMinor) =>
  expect(spendLimitOf(typed)).toEqual(amountMinor === null ? null : { amountMinor, currency: 'USD' }),
);

it.each([
  [null, ''],
  [2_000, '20'],
  [450, '4.50'],
  [NaN, ''],
])('shows %p as %p', (amountMinor, text) =>
  expect(dollarsOf(amountMinor === null ? null : { amountMinor, currency: 'USD' })).toBe(text),
);
