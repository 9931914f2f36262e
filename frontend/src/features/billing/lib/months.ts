/** A calendar month in UTC, by its first and last day as the API takes them. */
export interface Month {
  name: string;
  from: string;
  to: string;
}

const names = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The present month, or one so many before it. */
export function monthBack(back: number, now = Date.now()): Month {
  const today = new Date(now);
  const first = Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back);
  const last = Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back + 1, 0);
  return { name: names.format(first), from: day(first), to: day(last) };
}
