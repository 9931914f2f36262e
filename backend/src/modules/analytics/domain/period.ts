import { ANALYTICS_MAX_DAYS, type Analytics, type AnalyticsQuery } from '@orbisvoice/contracts';
import { DAY_MS, HOUR_MS, QUARTER_MS } from './grains.js';
import { ZoneDays } from './zone-days.js';

export type Interval = Analytics['interval'];

/** What a question is about. Boundaries of the series go from `from` to `to`, both included. */
export interface Period {
  from: number;
  to: number;
  /** Where what came before begins, which ends at `from`: as many days where the period is days, else as long a time. */
  previousFrom: number;
  interval: Interval;
  boundaries: number[];
  /** When the present day, week and month began. */
  today: number;
  week: number;
  month: number;
}

export type PeriodFault = { path: 'from' | 'to'; message: string };

const USUAL_DAYS = 30;
const LONGEST_IN_HOURS = 3 * DAY_MS;
const LONGEST_IN_DAYS = 92 * DAY_MS;

/** The days of a zone that a stretch is. */
interface WholeDays {
  first: number;
  /** The day after the last. */
  end: number;
}

export function periodOf(query: AnalyticsQuery, now: number): Period | PeriodFault {
  const days = new ZoneDays(query.timeZone);
  const today = days.dayAt(now);
  const to = query.to === undefined ? days.start(today + DAY_MS) : endOf(query.to, days);
  const lastDay = days.dayAt(to - 1);
  const from =
    query.from === undefined ? days.start(lastDay - (USUAL_DAYS - 1) * DAY_MS) : startOf(query.from, days);
  if (from >= to) return { path: 'to', message: 'must be after from' };
  const whole = wholeDaysOf(from, to, days);
  // By the calendar: with a change of clocks in it a stretch of days is an hour longer or shorter, and still as many days.
  const length = whole ? whole.end - whole.first : to - from;
  if (length > ANALYTICS_MAX_DAYS * DAY_MS)
    return { path: 'from', message: `must be at most ${ANALYTICS_MAX_DAYS} days before to` };
  const interval = length <= LONGEST_IN_HOURS ? 'hour' : length <= LONGEST_IN_DAYS ? 'day' : 'week';
  return {
    from,
    to,
    previousFrom: whole ? days.start(whole.first - length) : from - length,
    interval,
    boundaries: boundariesOf(from, to, interval, days),
    today: days.start(today),
    week: days.start(mondayOf(today)),
    month: days.start(new Date(today).setUTCDate(1)),
  };
}

/** Undefined where it begins or ends within a day. */
function wholeDaysOf(from: number, to: number, days: ZoneDays): WholeDays | undefined {
  const [first, end] = [days.dayAt(from), days.dayAt(to)];
  return days.start(first) === from && days.start(end) === to ? { first, end } : undefined;
}

/** Hours are counted off from midnight, so that days of 23 and 25 hours have as many points. */
function boundariesOf(from: number, to: number, interval: Interval, days: ZoneDays): number[] {
  const inside: number[] = [];
  const firstDay = days.dayAt(from);
  if (interval === 'hour') for (let at = days.start(firstDay); at < to; at += HOUR_MS) inside.push(at);
  else {
    const step = interval === 'day' ? DAY_MS : 7 * DAY_MS;
    for (let day = interval === 'day' ? firstDay : mondayOf(firstDay); day < to + 2 * DAY_MS; day += step)
      inside.push(days.start(day));
  }
  return [...new Set([from, ...inside.filter((at) => at > from && at < to), to])];
}

const mondayOf = (day: number): number => day - ((new Date(day).getUTCDay() + 6) % 7) * DAY_MS;

const startOf = (text: string, days: ZoneDays): number =>
  isDay(text) ? days.start(Date.parse(text)) : Math.floor(Date.parse(text) / QUARTER_MS) * QUARTER_MS;

const endOf = (text: string, days: ZoneDays): number =>
  isDay(text) ? days.start(Date.parse(text) + DAY_MS) : Math.ceil(Date.parse(text) / QUARTER_MS) * QUARTER_MS;

const isDay = (text: string): boolean => text.length === 'YYYY-MM-DD'.length;
