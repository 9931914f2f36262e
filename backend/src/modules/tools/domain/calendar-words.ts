import type { BookMeetingSettings, ToolParameters } from '@orbisvoice/contracts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** What a model has to know before it can name a time: it has neither a clock nor the calendar. */
export function calendarWords(settings: BookMeetingSettings, now: Date): string {
  const { timeZone, days, from, to, durationMinutes } = settings;
  const open = DAYS.filter((_day, index) => days.includes(index + 1)).join(', ');
  return (
    `Now it is ${spokenTime(now, timeZone)} in ${timeZone} (UTC${offsetOf(now, timeZone)}). ` +
    `Meetings take ${durationMinutes} minutes, on ${open}, between ${from} and ${to} there.`
  );
}

/** The parameters with an example on the calendar's own clock: a model copies the offset that it is shown. */
export function withExample(parameters: ToolParameters, { timeZone }: BookMeetingSettings, now: Date) {
  const properties = parameters.properties as Record<string, object>;
  const day = new Intl.DateTimeFormat('en-CA', { timeZone }).format(now);
  const example = `${day}T09:00:00${offsetOf(now, timeZone)}`;
  const start = {
    ...properties.start,
    description: `Beginning, ISO 8601 with its offset, such as ${example}.`,
  };
  return { ...parameters, properties: { ...properties, start } };
}

/** As it is said: "Tuesday, 24 November 2026 at 10:00". */
export const spokenTime = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'full', timeStyle: 'short' }).format(at);

function offsetOf(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return /[+-]\d\d:\d\d/.exec(name)?.[0] ?? '+00:00';
}
