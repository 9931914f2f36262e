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

/** Turns, interruptions and whatever else happened, in the order of time. */
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
  return [...told, ...turns.flatMap(spoken)].sort((one, other) => one.at - other.at);
}

function spoken({ seq, role, startedAt, endedAt, interrupted }: TranscriptTurn): Happening[] {
  const [from, to] = [Date.parse(startedAt), Date.parse(endedAt)];
  const who = role === 'agent' ? 'agent' : 'caller';
  const speaks: Happening = {
    key: `turn-${seq}`,
    at: from,
    text: role === 'agent' ? 'Agent speaks' : 'Caller speaks',
    note: to > from ? `for ${((to - from) / 1_000).toFixed(1)} s` : '',
    who,
  };
  if (!interrupted) return [speaks];
  return [
    speaks,
    { key: `cut-${seq}`, at: to, text: 'Caller interrupts the agent', note: '', who: 'caller' },
  ];
}
