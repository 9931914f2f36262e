import { describe, expect, it } from '@jest/globals';
import type { TimelineEvent } from '@orbisvoice/contracts';
import { troublesOf, waterfallsOf } from './turn-latency.mapping.js';

const event = (kind: string, turn: number | null, data: TimelineEvent['data']): TimelineEvent => ({
  seq: 1,
  at: '2026-11-23T00:00:00.000Z',
  kind,
  turn,
  data,
});

describe('latency of turns', () => {
  it('is told apart by parts, with the way to the ear where it is known', () => {
    const events = [
      event('turn.latency', 1, { voiceToVoiceMs: 500, uplinkMs: 20, modelMs: 470, downlinkMs: 10 }),
      event('turn.first-sound', 1, { playbackMs: 60, voiceToEarMs: 560 }),
      event('turn.latency', 2, { voiceToVoiceMs: 300, uplinkMs: 0, modelMs: 300, downlinkMs: 0 }),
    ];
    expect(
      waterfallsOf(events).map(({ turn, totalMs, parts }) => [
        turn,
        totalMs,
        parts.map(({ name, ms }) => [name, ms]),
      ]),
    ).toEqual([
      [
        1,
        560,
        [
          ['Up', 20],
          ['Model', 470],
          ['Down', 10],
          ['Playback', 60],
        ],
      ],
      [2, 300, [['Model', 300]]],
    ]);
  });
});

describe('troubles of a call', () => {
  it('are those that cost health', () => {
    const stall = event('guard.stall', 2, { cost: 12 });
    const lost = event('provider.lost', null, { cost: 5 });
    const harmless = [event('provider.connected', null, {}), event('guard.recovered', 2, {})];
    expect(troublesOf([...harmless, stall, lost])).toEqual([
      { event: stall, cost: 12 },
      { event: lost, cost: 5 },
    ]);
  });
});
