import type { TimelineEvent, TranscriptTurn } from '@orbisvoice/contracts';
import { wordsOf } from './timeline-words.js';

/** One line of the timeline. */
export interface Happening {
  key: string;
  /** Milliseconds since 1970. */
  at: number;
  text: string;
  note: string;
  who: 'agent' | 'caller' | 'system';
}

/** Measurements that stand on the page by themselves. */
const MEASUREMENTS: readonly string[] = ['turn.latency', 'turn.first-sound', 'turn.usage'];

/** Turns and whatever else happened, in the order of time. */
export function happeningsOf(
  events: readonly TimelineEvent[],
  turns: readonly TranscriptTurn[],
): Happening[] {
  const told = events
    .filter(({ kind }) => !MEASUREMENTS.includes(kind))
    .map((event): Happening => {
      const { text, note = '' } = wordsOf(event);
      return { key: `event-${event.seq}`, at: Date.parse(event.at), text, note, who: 'system' };
    });
  return [...told, ...turns.map(spoken)].sort((one, other) => one.at - other.at);
}

/** Words that were written, or came all at once, took no time to speak of. */
const INSTANT_MS = 100;

function spoken({ seq, role, startedAt, endedAt }: TranscriptTurn): Happening {
  const [from, to] = [Date.parse(startedAt), Date.parse(endedAt)];
  const isAgent = role === 'agent';
  return {
    key: `turn-${seq}`,
    at: from,
    text: isAgent ? 'Agent speaks' : 'Caller speaks',
    note: to - from >= INSTANT_MS ? `for ${((to - from) / 1_000).toFixed(1)} s` : '',
    who: isAgent ? 'agent' : 'caller',
  };
}
