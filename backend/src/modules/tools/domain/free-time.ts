import type { BookMeetingSettings } from '@orbisvoice/contracts';

/** Milliseconds since 1970; the end is not part of it. */
export interface Span {
  startMs: number;
  endMs: number;
}

type OpenHours = Pick<BookMeetingSettings, 'timeZone' | 'days' | 'from' | 'to' | 'durationMinutes'>;

export const SEARCH_DAYS = 14;
const MINUTE_MS = 60_000;
const STEP_MS = 15 * MINUTE_MS;
const DAY_MS = 86_400_000;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const minutesOf = (timeOfDay: string): number => {
  const [hours = 0, minutes = 0] = timeOfDay.split(':').map(Number);
  return hours * 60 + minutes;
};

/** Whether a meeting that begins then lies within the hours of its calendar, on the calendar's own clock. */
export function openAt(hours: OpenHours): (startMs: number) => boolean {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: hours.timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (startMs) => {
    const parts = Object.fromEntries(clock.formatToParts(startMs).map(({ type, value }) => [type, value]));
    const begins = minutesOf(`${parts.hour}:${parts.minute}`);
    return (
      hours.days.includes(WEEKDAYS.indexOf(parts.weekday ?? '') + 1) &&
      begins >= minutesOf(hours.from) &&
      begins + hours.durationMinutes <= minutesOf(hours.to)
    );
  };
}

export const overlaps = (a: Span, b: Span): boolean => a.startMs < b.endMs && b.startMs < a.endMs;

/** The first free beginning on a quarter of an hour, at or after `fromMs`; undefined where a fortnight is full. */
export function nextFree(hours: OpenHours, busy: readonly Span[], fromMs: number): number | undefined {
  const isOpen = openAt(hours);
  const lastMs = fromMs + SEARCH_DAYS * DAY_MS;
  for (let startMs = Math.ceil(fromMs / STEP_MS) * STEP_MS; startMs <= lastMs; startMs += STEP_MS) {
    const span = { startMs, endMs: startMs + hours.durationMinutes * MINUTE_MS };
    if (!busy.some((taken) => overlaps(taken, span)) && isOpen(startMs)) return startMs;
  }
  return undefined;
}
