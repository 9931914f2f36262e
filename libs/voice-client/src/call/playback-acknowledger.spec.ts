import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { acknowledgePlayback, type PlaybackPosition } from './playback-acknowledger.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

it('sends at most every 200 ms, always the newest position, and a flush at once', () => {
  const sent: (PlaybackPosition & { at: number })[] = [];
  const acknowledger = acknowledgePlayback((position) => sent.push({ ...position, at: Date.now() - zero }));
  const zero = Date.now();
  const playing = { turn: 1, playing: true, level: 0.1, flushed: false, underruns: 0 };
  for (let at = 0; at <= 500; at += 50) {
    acknowledger.report({ ...playing, playedMs: at });
    jest.advanceTimersByTime(50);
  }
  acknowledger.report({ ...playing, playedMs: 551, playing: false, flushed: true, underruns: 2 });
  jest.advanceTimersByTime(1_000);
  expect(sent).toEqual([
    { turn: 1, playedMs: 0, at: 0 },
    { turn: 1, playedMs: 150, at: 200 },
    { turn: 1, playedMs: 350, at: 400 },
    { turn: 1, playedMs: 551, underruns: 2, at: 550 },
  ]);
});
