import { describe, expect, it } from '@jest/globals';
import type { EarSettings } from '../../ports.js';
import { TurnTaker, WINDOW_MS, type TurnEvent } from './turn-taker.js';

const SETTINGS: EarSettings = {
  prefixPaddingMs: 90,
  silenceDurationMs: 500,
  startSensitivity: 'high',
  endSensitivity: 'high',
};

function feed(turns: TurnTaker, milliseconds: number, voiced: boolean, levelDb: number): TurnEvent[] {
  return Array.from({ length: Math.round(milliseconds / WINDOW_MS) }, () =>
    turns.window(voiced, levelDb),
  ).flat();
}

const types = (events: TurnEvent[]) => events.map(({ type }) => type);

describe('TurnTaker', () => {
  it('starts after the padding and ends after the silence, in audio time', () => {
    const turns = new TurnTaker(SETTINGS);
    const events = [
      ...feed(turns, 320, false, -60),
      ...feed(turns, 960, true, -20),
      ...feed(turns, 960, false, -60),
    ];
    expect(types(events)).toEqual(['start', 'pause', 'end']);
    expect(events[0]).toEqual({ type: 'start', atMs: 320 + 96 });
    expect(events[1]).toEqual({ type: 'pause', fromMs: 320, toMs: 1_280 });
    expect(events[2]).toEqual({ type: 'end', atMs: 1_280 + 512 });
  });

  it('takes back an early guess when more speech follows', () => {
    const turns = new TurnTaker(SETTINGS);
    feed(turns, 640, true, -20);
    const events = [
      ...feed(turns, 320, false, -60),
      ...feed(turns, 640, true, -20),
      ...feed(turns, 640, false, -60),
    ];
    expect(types(events)).toEqual(['pause', 'resume', 'pause', 'end']);
    expect(events[2]).toMatchObject({ fromMs: 0 });
  });

  it('ignores clicks shorter than the padding', () => {
    const turns = new TurnTaker(SETTINGS);
    for (let click = 0; click < 5; click++) {
      expect([...feed(turns, 64, true, -20), ...feed(turns, 320, false, -60)]).toEqual([]);
    }
  });

  it('does not start on an echo 20 dB under the voice that it has heard', () => {
    const turns = new TurnTaker(SETTINGS);
    feed(turns, 1_600, true, -22);
    feed(turns, 800, false, -70);
    expect(feed(turns, 8_000, true, -42)).toEqual([]);
    expect(types(feed(turns, 320, true, -22))).toEqual(['start']);
  });

  it('hears a quiet caller after a few seconds', () => {
    const turns = new TurnTaker(SETTINGS);
    expect(types(feed(turns, 8_000, true, -44))).toEqual(['start']);
  });

  it('does not let an echo hold a turn open', () => {
    const turns = new TurnTaker(SETTINGS);
    feed(turns, 1_600, true, -20);
    expect(types(feed(turns, 960, true, -45))).toContain('end');
  });

  it('cuts a monologue at thirty seconds', () => {
    const turns = new TurnTaker(SETTINGS);
    expect(types(feed(turns, 31_000, true, -20))).toEqual(['start', 'pause', 'end', 'start']);
  });

  it('ends at once when flushed, and not at all when nothing was said', () => {
    const turns = new TurnTaker(SETTINGS);
    expect(turns.flush()).toEqual([]);
    feed(turns, 640, true, -20);
    expect(types(turns.flush())).toEqual(['pause', 'end']);
    expect(turns.flush()).toEqual([]);
  });

  it('leaves start and end to a client that marks them', () => {
    const turns = new TurnTaker(SETTINGS);
    expect(types(turns.begin())).toEqual(['start']);
    const events = [...feed(turns, 640, true, -20), ...feed(turns, 2_000, false, -60)];
    expect(types(events)).toEqual(['pause']);
    expect(types(turns.flush())).toEqual(['end']);
    expect(feed(turns, 2_000, true, -20)).toEqual([]);
  });

  it('ends a marked turn without words where none were said', () => {
    const turns = new TurnTaker(SETTINGS);
    turns.begin();
    feed(turns, 640, false, -60);
    expect(types(turns.flush())).toEqual(['end']);
  });
});
