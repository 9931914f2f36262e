import { describe, expect, it } from '@jest/globals';
import { AnalyticsQuery } from '@orbisvoice/contracts';
import fc from 'fast-check';
import { PROPERTY_RUNS } from '../../../../test/support/property-runs.js';
import { DAY_MS, HOUR_MS, QUARTER_MS } from './grains.js';
import { periodOf, type Period } from './period.js';
import { ZoneDays } from './zone-days.js';

const NOW = Date.parse('2026-11-23T01:00:00Z');
const at = (text: string) => Date.parse(text);
const ask = (query: object, now = NOW): Period => {
  const period = periodOf(AnalyticsQuery.parse(query), now);
  if ('path' in period) throw new Error(`${period.path} ${period.message}`);
  return period;
};
const lengths = ({ boundaries }: Period) =>
  boundaries.slice(1).map((end, index) => (end - (boundaries[index] ?? 0)) / HOUR_MS);

describe('days of a time zone', () => {
  it.each([
    ['UTC', '2026-11-23', '2026-11-23T00:00:00Z'],
    ['Asia/Kolkata', '2026-11-23', '2026-11-22T18:30:00Z'],
    ['Asia/Kathmandu', '2026-11-23', '2026-11-22T18:15:00Z'],
    ['America/St_Johns', '2026-07-01', '2026-07-01T02:30:00Z'],
    ['Pacific/Chatham', '2026-01-01', '2025-12-31T10:15:00Z'],
    ['Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00Z'],
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00Z'],
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00Z'],
  ])('in %s, %s begins at %s', (timeZone, day, start) => {
    expect(new Date(new ZoneDays(timeZone).start(at(day))).toISOString()).toBe(start.replace('Z', '.000Z'));
  });

  it('hold each moment once, in every zone', () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const moment = fc.integer({ min: at('2020-01-01') / QUARTER_MS, max: at('2030-01-01') / QUARTER_MS });
    fc.assert(
      fc.property(zone, moment, (timeZone, quarter) => {
        const days = new ZoneDays(timeZone);
        const ms = quarter * QUARTER_MS;
        const day = days.dayAt(ms);
        expect(days.start(day)).toBeLessThanOrEqual(ms);
        expect(days.start(day + DAY_MS)).toBeGreaterThan(ms);
        expect(days.start(day) % QUARTER_MS).toBe(0);
      }),
    );
  });
});

describe('the period of a question', () => {
  it('is the last 30 days, today included, where nothing is said', () => {
    const { from, to, interval, boundaries } = ask({});
    expect([from, to, interval]).toEqual([at('2026-10-25'), at('2026-11-24'), 'day']);
    expect(boundaries).toHaveLength(31);
  });

  it.each([
    ['2026-03-28', '2026-04-01', 'Europe/Berlin', '2026-03-22T23:00:00Z'],
    ['2026-04-01', '2026-04-05', 'Europe/Berlin', '2026-03-26T23:00:00Z'],
    ['2026-10-25', '2026-10-25', 'Europe/Berlin', '2026-10-23T22:00:00Z'],
    ['2026-10-26', '2026-10-26', 'Europe/Berlin', '2026-10-24T22:00:00Z'],
    ['2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z', 'Europe/Berlin', '2026-03-26T12:00:00Z'],
  ])('from %s to %s in %s is held against what began at %s', (from, to, timeZone, previous) => {
    expect(new Date(ask({ from, to, timeZone }).previousFrom)).toEqual(new Date(previous));
  });

  it.each([
    ['2026-10-23', '2026-10-25', 'hour', 73],
    ['2026-03-28', '2026-03-30', 'hour', 71],
    ['2026-10-22', '2026-10-25', 'day', 4],
    ['2026-10-01', '2026-12-31', 'day', 92],
    ['2026-10-01', '2027-01-01', 'week', 14],
  ])('from %s to %s in Berlin comes by the %s, over a change of clocks too', (from, to, interval, points) => {
    const period = ask({ from, to, timeZone: 'Europe/Berlin' });
    expect([period.interval, lengths(period).length]).toEqual([interval, points]);
  });

  it('comes by the same points on as many days, wherever clocks change', () => {
    const zone = fc.constantFrom(
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'America/New_York',
    );
    const day = fc.integer({ min: at('2024-01-01') / DAY_MS, max: at('2028-01-01') / DAY_MS });
    const count = fc.oneof(fc.constantFrom(1, 3, 4, 92, 93, 731), fc.integer({ min: 1, max: 731 }));
    fc.assert(
      fc.property(zone, day, count, (timeZone, first, days) => {
        const dayOf = (index: number) => new Date(index * DAY_MS).toISOString().slice(0, 10);
        const question = { from: dayOf(first), to: dayOf(first + days - 1), timeZone };
        const { interval, boundaries, from, previousFrom } = ask(question);
        expect(interval).toBe(days <= 3 ? 'hour' : days <= 92 ? 'day' : 'week');
        if (interval === 'day') expect(boundaries).toHaveLength(days + 1);
        const zoneDays = new ZoneDays(timeZone);
        expect(zoneDays.dayAt(from) - zoneDays.dayAt(previousFrom)).toBe(days * DAY_MS);
      }),
      PROPERTY_RUNS,
    );
  });

  it('is as long as it lasts where an end is no midnight', () => {
    const ends = { from: '2026-10-22T12:00:00Z', timeZone: 'Europe/Berlin' };
    expect(ask({ ...ends, to: '2026-10-25T12:00:00Z' }).interval).toBe('hour');
    expect(ask({ ...ends, to: '2026-10-25T13:00:00Z' }).interval).toBe('day');
  });

  it('takes the last day whole, and knows days of 23 and 25 hours', () => {
    const spring = ask({ from: '2026-03-28', to: '2026-04-01', timeZone: 'Europe/Berlin' });
    expect(lengths(spring)).toEqual([24, 23, 24, 24, 24]);
    expect(lengths(ask({ from: '2026-10-24', to: '2026-10-27', timeZone: 'Europe/Berlin' }))).toEqual([
      24, 25, 24, 24,
    ]);
    const hours = ask({ from: '2026-10-25', to: '2026-10-25', timeZone: 'Europe/Berlin' });
    expect([hours.interval, lengths(hours)]).toEqual(['hour', Array<number>(25).fill(1)]);
  });

  it('widens moments to quarter hours, and cuts the first and last point short', () => {
    const { from, to, interval, boundaries } = ask({
      from: '2026-11-01T10:07:00Z',
      to: '2026-11-01T12:31:00Z',
    });
    expect([from, to, interval]).toEqual([at('2026-11-01T10:00:00Z'), at('2026-11-01T12:45:00Z'), 'hour']);
    expect(boundaries).toHaveLength(4);
  });

  it('counts long stretches by weeks from Monday', () => {
    const { interval, boundaries } = ask({ from: '2026-01-01', to: '2026-12-31' });
    expect(interval).toBe('week');
    expect(boundaries.slice(1, -1).every((ms) => new Date(ms).getUTCDay() === 1)).toBe(true);
  });

  it('knows when day, week and month began there', () => {
    expect(ask({ timeZone: 'America/New_York' })).toMatchObject({
      today: at('2026-11-22T05:00:00Z'),
      week: at('2026-11-16T05:00:00Z'),
      month: at('2026-11-01T04:00:00Z'),
    });
  });

  it.each([
    [{ from: '2026-11-23', to: '2026-11-22' }, 'to'],
    [{ from: '2020-01-01', to: '2026-01-01' }, 'from'],
  ])('is refused where it makes no sense: %j', (query, path) => {
    expect(periodOf(AnalyticsQuery.parse(query), NOW)).toMatchObject({ path });
  });
});
