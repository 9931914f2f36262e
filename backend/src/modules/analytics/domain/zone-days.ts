import { DAY_MS } from './grains.js';

/** Days of a time zone, each named by the midnight of UTC that has its date, and when they begin. */
export class ZoneDays {
  private readonly clock: Intl.DateTimeFormat;

  constructor(timeZone: string) {
    this.clock = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** The day that it is there at this moment. */
  dayAt(ms: number): number {
    return Math.floor(this.wallClock(ms) / DAY_MS) * DAY_MS;
  }

  /**
   * The first moment of a day. Where clocks skip midnight that is the moment of the jump; where midnight comes twice,
   * the first of the two.
   */
  start(day: number): number {
    const offsets = [day - DAY_MS, day, day + DAY_MS].map((ms) => this.wallClock(ms) - ms);
    const midnights = offsets.map((offset) => day - offset).filter((ms) => this.wallClock(ms) === day);
    return midnights.length > 0 ? Math.min(...midnights) : day - (offsets[0] ?? 0);
  }

  /** What a clock there shows, as if it were UTC. */
  private wallClock(ms: number): number {
    const parts: Record<string, number> = {};
    for (const { type, value } of this.clock.formatToParts(ms)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  }
}
