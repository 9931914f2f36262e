import { expect, it } from '@jest/globals';
import { formatAgo, formatClock, formatSeconds } from './format.js';

it.each([
  [0, '0:00'],
  [7_900, '0:07'],
  [605_000, '10:05'],
  [3_729_000, '1:02:09'],
])('%i ms is %s on the clock', (ms, text) => expect(formatClock(ms)).toBe(text));

it.each([
  [45, '45 s'],
  [1_800, '30 min'],
  [4_500, '1 h 15 min'],
  [NaN, ''],
])('%i s reads %s', (seconds, text) => expect(formatSeconds(seconds)).toBe(text));

it.each([
  [20_000, 'just now'],
  [3 * 3_600_000, '3 hours ago'],
  [26 * 3_600_000, 'yesterday'],
])('%i ms before now is %s', (ms, text) => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  expect(formatAgo(new Date(now - ms).toISOString(), now)).toBe(text);
});
