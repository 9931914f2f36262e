import { describe, expect, it } from '@jest/globals';
import { nextFree, openAt, overlaps } from './free-time.js';

const hours = {
  timeZone: 'Europe/Berlin',
  days: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '17:00',
  durationMinutes: 30,
};
const at = (text: string) => Date.parse(text);
const iso = (ms: number | undefined) => ms && new Date(ms).toISOString();

describe('openAt', () => {
  it.each([
    ['2030-03-04T08:00:00Z', true],
    ['2030-03-04T07:59:00Z', false],
    ['2030-03-04T15:30:00Z', true],
    ['2030-03-04T15:31:00Z', false],
    ['2030-03-02T10:00:00Z', false],
    // The clock of Berlin went forward on 31 March: nine o'clock is seven in UTC from then on.
    ['2030-04-01T07:00:00Z', true],
    ['2030-03-29T07:00:00Z', false],
  ])('%s: %j', (start, open) => {
    expect(openAt(hours)(at(start))).toBe(open);
  });
});

describe('nextFree', () => {
  it('skips what is taken, the night and the weekend', () => {
    const friday = { startMs: at('2030-03-01T15:00:00Z'), endMs: at('2030-03-01T16:00:00Z') };
    expect(iso(nextFree(hours, [], at('2030-03-01T14:52:00Z')))).toBe('2030-03-01T15:00:00.000Z');
    expect(iso(nextFree(hours, [friday], at('2030-03-01T14:52:00Z')))).toBe('2030-03-04T08:00:00.000Z');
  });

  it('gives up after a fortnight', () => {
    const always = { startMs: 0, endMs: at('2031-01-01T00:00:00Z') };
    expect(nextFree(hours, [always], at('2030-03-01T15:00:00Z'))).toBeUndefined();
  });
});

it('lets one meeting begin when another ends', () => {
  expect(overlaps({ startMs: 0, endMs: 10 }, { startMs: 10, endMs: 20 })).toBe(false);
  expect(overlaps({ startMs: 0, endMs: 11 }, { startMs: 10, endMs: 20 })).toBe(true);
});
