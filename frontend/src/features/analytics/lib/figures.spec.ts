import { describe, expect, it } from '@jest/globals';
import { changeOf, formatDuration, formatMs, formatNanos, formatShare, pointName } from './figures.js';
import { daysUntilToday, timeZones } from './ranges.js';

describe('figures', () => {
  it('are written for people', () => {
    expect([formatDuration(65_400), formatDuration(9_000), formatDuration(null)]).toEqual([
      '1 min 5 s',
      '9 s',
      '–',
    ]);
    expect([formatShare(0.0213), formatShare(0), formatShare(null)]).toEqual(['2.1%', '0%', '–']);
    expect([formatMs(1234.5), formatMs(null)]).toEqual(['1,235 ms', '–']);
    expect(formatNanos(26_550_000)).toBe('$0.027');
  });

  it('say how they moved only where there was something', () => {
    expect([
      changeOf(110, 100),
      changeOf(50, 100),
      changeOf(7, 0),
      changeOf(null, 3),
      changeOf(1300, 10),
    ]).toEqual(['+10 %', '-50 %', undefined, undefined, '130 ×']);
  });

  it('name points in the time zone that was asked about', () => {
    const from = '2026-11-22T18:30:00.000Z';
    expect(pointName(from, { interval: 'day', timeZone: 'Asia/Kolkata' })).toBe('Nov 23');
    expect(pointName(from, { interval: 'hour', timeZone: 'Asia/Kathmandu' })).toBe('00:15');
  });
});

describe('ranges', () => {
  it('are days of the time zone, today included', () => {
    const now = Date.parse('2026-11-22T20:00:00Z');
    expect(daysUntilToday(7, 'Asia/Kolkata', now)).toEqual({ from: '2026-11-17', to: '2026-11-23' });
    expect(daysUntilToday(1, 'UTC', now)).toEqual({ from: '2026-11-22', to: '2026-11-22' });
  });

  it('begin the list of zones with one’s own', () => {
    expect(timeZones('Asia/Tokyo').slice(0, 2)).toEqual(['Asia/Tokyo', 'UTC']);
  });
});
