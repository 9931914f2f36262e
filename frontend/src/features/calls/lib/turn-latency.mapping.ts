import type { TimelineEvent } from '@orbisvoice/contracts';

/** Where the time of one answer went, in the order in which it passed. */
export interface TurnWaterfall {
  turn: number | null;
  totalMs: number;
  parts: { name: string; ms: number; look: string }[];
}

const PARTS = [
  { field: 'uplinkMs', name: 'Up', look: 'bg-signal' },
  { field: 'modelMs', name: 'Model', look: 'bg-orbis' },
  { field: 'downlinkMs', name: 'Down', look: 'bg-good' },
] as const;
const PLAYBACK = { name: 'Playback', look: 'bg-warn' };

const numberIn = (event: TimelineEvent | undefined, field: string): number => {
  const value = event?.data[field];
  return typeof value === 'number' ? value : 0;
};

/** One line for each measured answer; the way to the ear is known only where the visitor's page told of it. */
export function waterfallsOf(events: readonly TimelineEvent[]): TurnWaterfall[] {
  const sounds = new Map(
    events.filter(({ kind }) => kind === 'turn.first-sound').map((event) => [event.turn, event]),
  );
  return events
    .filter(({ kind }) => kind === 'turn.latency')
    .map((event) => {
      const parts = [
        ...PARTS.map(({ field, name, look }) => ({ name, look, ms: numberIn(event, field) })),
        { ...PLAYBACK, ms: numberIn(sounds.get(event.turn), 'playbackMs') },
      ].filter(({ ms }) => ms > 0);
      return { turn: event.turn, parts, totalMs: parts.reduce((sum, { ms }) => sum + ms, 0) };
    });
}

/** What each trouble cost of the health score of 100. */
export const troublesOf = (events: readonly TimelineEvent[]): { event: TimelineEvent; cost: number }[] =>
  events
    .filter(({ kind }) => kind.startsWith('guard.') || kind.startsWith('provider.'))
    .map((event) => ({ event, cost: numberIn(event, 'cost') }))
    .filter(({ cost }) => cost > 0);
