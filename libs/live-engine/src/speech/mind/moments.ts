import * as chrono from 'chrono-node';
import { NUMBER_WORDS } from './numbers.js';

/** A day, a time or both, as ISO texts without a zone: the agent's own. Undefined where the text holds none. */
export function momentFrom(text: string, kind: 'date' | 'time' | 'moment', now: Date): string | undefined {
  const found = chrono.parse(text, now, { forwardDate: true }).map(({ start }) => start);
  const dated = found.find((start) => start.isCertain('day') || start.isCertain('weekday'));
  const timed = found.find((start) => start.isCertain('hour')) ?? hourWord(text, now);
  const date = dated && `${dated.get('year')}-${two(dated.get('month'))}-${two(dated.get('day'))}`;
  const time = timed && `${two(timed.get('hour'))}:${two(timed.get('minute'))}`;
  if (kind === 'date') return date;
  if (kind === 'time') return time;
  return date && time ? `${date}T${time}:00` : undefined;
}

/** "At seven", which the date parser does not take for a time; an hour before eight is taken for the evening. */
function hourWord(text: string, now: Date) {
  const word =
    /\b(?:at|around|about) (one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\b/i.exec(
      text,
    )?.[1];
  if (!word) return undefined;
  const hour = /\d/.test(word) ? Number(word) : NUMBER_WORDS.indexOf(word.toLowerCase());
  return chrono.parse(`at ${hour > 0 && hour < 8 ? hour + 12 : hour}:00`, now)[0]?.start;
}

function two(value: number | null): string {
  return String(value ?? 0).padStart(2, '0');
}
