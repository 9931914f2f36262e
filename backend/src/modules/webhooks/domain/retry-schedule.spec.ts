import { describe, expect, it } from '@jest/globals';
import { pauseAfter, RETRY_PAUSES_MS } from './retry-schedule.js';

const HOUR_MS = 3_600_000;

describe('the schedule of retries', () => {
  it('is ten attempts over 75 hours', () => {
    const total = RETRY_PAUSES_MS.reduce((sum, pause) => sum + pause, 0);
    expect([RETRY_PAUSES_MS.length + 1, Math.floor(total / HOUR_MS)]).toEqual([10, 76 - 1]);
    expect(pauseAfter(10)).toBeUndefined();
  });

  it('is spread by up to a tenth, and never early', () => {
    expect([pauseAfter(1, 0, 0), pauseAfter(1, 0, 1)]).toEqual([5_000, 5_500]);
  });

  it('heeds a wish to wait longer, up to a day, and none to hurry', () => {
    expect(pauseAfter(1, 60, 0)).toBe(60_000);
    expect(pauseAfter(2, 1, 0)).toBe(300_000);
    expect(pauseAfter(1, 999_999, 0)).toBe(24 * HOUR_MS);
  });
});
