import { describe, expect, it } from '@jest/globals';
import type { TimelineEvent, TranscriptTurn } from '@orbisvoice/contracts';
import { happeningsOf } from './happenings.js';
import { wordsOf } from './timeline-words.js';

const at = (ms: number): string => new Date(Date.parse('2026-11-01T08:00:00.000Z') + ms).toISOString();
const event = (seq: number, ms: number, kind: string, data: TimelineEvent['data'] = {}): TimelineEvent => ({
  seq,
  at: at(ms),
  kind,
  turn: null,
  data,
});
const turn = (seq: number, from: number, to: number, rest: Partial<TranscriptTurn> = {}): TranscriptTurn => ({
  seq,
  turn: seq,
  role: 'agent',
  text: 'Hello',
  interrupted: false,
  startedAt: at(from),
  endedAt: at(to),
  ...rest,
});

describe('the timeline of a call', () => {
  it('has turns, interruptions and events in the order of time, and no measurements', () => {
    const lines = happeningsOf(
      [
        event(1, 0, 'provider.connected', { connection: 1, resumed: false }),
        event(2, 2_500, 'turn.latency', { modelMs: 400 }),
        event(3, 2_000, 'turn.interrupted', { heardMs: 1_400 }),
        event(4, 9_000, 'call.ended', { reason: 'client_ended', code: null }),
      ],
      [turn(1, 500, 2_000, { interrupted: true }), turn(2, 2_100, 2_100, { role: 'user' })],
    );
    expect(lines.map(({ text, note }) => [text, note])).toEqual([
      ['Connected to the model', ''],
      ['Agent speaks', 'for 1.5 s'],
      ['Caller interrupts the agent', 'after 1.4 s'],
      ['Caller speaks', ''],
      ['Call ended', 'Caller hung up'],
    ]);
  });

  it.each<[string, TimelineEvent['data'], string, string | undefined]>([
    ['tool.finished', { name: 'find', ok: true, ms: 28 }, 'Tool find answered', '28 ms'],
    [
      'tool.finished',
      { name: 'find', ok: false, ms: 2_040, outcome: 'timed-out' },
      'Tool find failed',
      '2.0 s · timed out',
    ],
    [
      'guard.stall',
      { action: 'nudge', cost: 10 },
      'The answer stopped halfway',
      'asked the model again · health −10',
    ],
    [
      'provider.lost',
      { connection: 1, failure: 'transient', detail: '1006', cost: 5 },
      'The connection to the model broke',
      'transient · 1006 · health −5',
    ],
    ['call.ended', { reason: 'of-the-future', code: null }, 'Call ended', 'of the future'],
    ['moon.has-risen', { phase: 'full', tide: null }, 'Moon has risen', 'phase full'],
    ['constructor', {}, 'Constructor', ''],
  ])('%s with %j', (kind, data, text, note) => expect(wordsOf({ kind, data })).toEqual({ text, note }));
});
