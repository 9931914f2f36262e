import { describe, expect, it } from '@jest/globals';
import { VoiceActivity, type VoiceActivityEvent } from './voice-activity.js';

/** A buzz of 500 Hz. */
const frame = (amplitude: number): Buffer => {
  const pcm = Buffer.alloc(640);
  for (let at = 0; at < 640; at += 2) pcm.writeInt16LE(at % 64 < 32 ? amplitude : -amplitude, at);
  return pcm;
};

/** Plays levels, a frame of 20 ms each; gives what was noticed and when. */
function listen(levels: number[]): (VoiceActivityEvent & { at: number })[] {
  const activity = new VoiceActivity();
  return levels.flatMap((level, index) => {
    const event = activity.push(frame(level), index * 20);
    return event ? [{ ...event, at: index * 20 }] : [];
  });
}
const many = (count: number, level: number): number[] => Array.from({ length: count }, () => level);

describe('VoiceActivity', () => {
  it('notices a start after 60 ms and an end 200 ms after the last voiced frame', () => {
    const events = listen([...many(10, 0), ...many(20, 3_000), ...many(20, 0)]);
    expect(events).toEqual([
      { type: 'started', at: 240 },
      { type: 'ended', endedAt: 580, at: 780 },
    ]);
  });

  it('takes neither a click nor a steady noise for speech', () => {
    expect(listen([...many(10, 0), 8_000, ...many(30, 0)])).toEqual([]);
    expect(listen(many(200, 240))).toEqual([]);
    expect(listen(many(400, 700))).toEqual([]);
  });

  it('does not end at a short pause', () => {
    const events = listen([0, ...many(10, 3_000), ...many(8, 0), ...many(10, 3_000), ...many(12, 0)]);
    expect(events.map((event) => event.type)).toEqual(['started', 'ended']);
  });

  it('gets used to a noise that begins in mid-call, within three seconds', () => {
    const events = listen([...many(100, 20), ...many(400, 1_500)]);
    expect(events.map((event) => event.type)).toEqual(['started', 'ended']);
    expect(events[1]?.at).toBeLessThan(2_000 + 3_000);
  });

  it('hears a word within one long frame', () => {
    const activity = new VoiceActivity();
    activity.push(frame(0), 0);
    const second = Buffer.concat([...many(15, 3_000), ...many(20, 0)].map(frame));
    expect(activity.push(second, 700)).toEqual({ type: 'ended', endedAt: 700 });
  });

  it('ends when the microphone is closed, once', () => {
    const activity = new VoiceActivity();
    activity.push(frame(0), -20);
    for (let at = 0; at < 100; at += 20) activity.push(frame(3_000), at);
    expect(activity.stop()).toEqual({ type: 'ended', endedAt: 80 });
    expect(activity.stop()).toBeUndefined();
  });
});
