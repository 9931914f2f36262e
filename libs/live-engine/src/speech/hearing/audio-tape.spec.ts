import { describe, expect, it } from '@jest/globals';
import { AudioTape } from './audio-tape.js';
import { ListenerSession, type ListenerEvent } from './listener-session.js';

describe('AudioTape', () => {
  it('addresses samples by their place in the stream, also after forgetting', () => {
    const tape = new AudioTape();
    for (let chunk = 0; chunk < 100; chunk++)
      tape.append(Float32Array.from({ length: 1_000 }, (_, at) => chunk * 1_000 + at));
    tape.forgetBefore(50_500);
    expect(tape.end).toBe(100_000);
    expect([...tape.slice(60_000, 60_003)]).toEqual([60_000, 60_001, 60_002]);
    expect(tape.slice(50_000, 50_502)).toHaveLength(2);
    expect(tape.slice(99_999, 200_000)).toHaveLength(1);
  });
});

describe('ListenerSession', () => {
  it('cuts the same turns however the bytes are chunked', () => {
    const pcm = new Uint8Array(64_000).fill(20, 8_000, 40_000);
    const events = (size: number) => {
      const seen: ListenerEvent[] = [];
      const loud = (window: Float32Array) => window.some((sample) => sample > 0.1);
      const session = new ListenerSession(
        { prefixPaddingMs: 60, silenceDurationMs: 400, startSensitivity: 'high', endSensitivity: 'high' },
        { accept: loud, reset: () => undefined },
        (event) => seen.push(event),
      );
      for (let at = 0; at < pcm.length; at += size) session.push(pcm.subarray(at, at + size));
      return seen;
    };
    expect(events(640).map(({ type }) => type)).toEqual(['speech-start', 'segment', 'speech-end']);
    expect(events(333)).toEqual(events(640));
  });
});
