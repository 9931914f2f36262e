export const RANGES = [
  { id: '1', text: 'Today', days: 1 },
  { id: '7', text: 'Last 7 days', days: 7 },
  { id: '30', text: 'Last 30 days', days: 30 },
  { id: '90', text: 'Last 90 days', days: 90 },
  { id: '365', text: 'Last 12 months', days: 365 },
] as const;
export type RangeId = (typeof RANGES)[number]['id'];

export const rangeOf = (id: string | null): (typeof RANGES)[number] =>
  RANGES.find((range) => range.id === id) ?? RANGES[2];

const DAY_MS = 86_400_000;

/** The last days of a time zone, today included, as the dates that the API takes. */
export function daysUntilToday(
  days: number,
  timeZone: string,
  now = Date.now(),
): { from: string; to: string } {
  // Swedish writes dates as ISO does.
  const to = new Date(now).toLocaleDateString('sv-SE', { timeZone });
  const from = new Date(Date.parse(to) - (days - 1) * DAY_MS).toISOString().slice(0, 10);
  return { from, to };
}

/** A zone out of an address, where browsers know it. */
export function zoneIn(text: string | null): string | undefined {
  if (text === null || !/^[A-Za-z]/.test(text)) return undefined;
  try {
    // Its own name for the zone may be an older one, so what was asked for stays.
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text;
  } catch {
    return undefined;
  }
}

export const ownTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Where the viewer is, first; then UTC; then all others. */
export function timeZones(own = ownTimeZone()): string[] {
  return [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}
