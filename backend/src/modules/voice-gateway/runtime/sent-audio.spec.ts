import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SentAudio } from './sent-audio.js';

/** Audio whose samples count on over all turns, so that a gap or a repetition shows. */
function speak(sent: SentAudio, frames: readonly { turn: number; ms: number }[]): Map<number, number> {
  let sample = 0;
  const places = new Map<number, number>();
  for (const { turn, ms } of frames) {
    const from = places.get(turn) ?? 0;
    const pcm = Buffer.alloc(ms * 48);
    for (let at = 0; at < pcm.length; at += 2) pcm.writeUInt16LE(sample++ % 65_536, at);
    sent.push({ turn, from, ms, pcm });
    places.set(turn, from + ms);
  }
  return places;
}
const samplesOf = (pieces: readonly { pcm: Buffer }[]): number[] => {
  const all = Buffer.concat(pieces.map(({ pcm }) => pcm));
  return Array.from({ length: all.length / 2 }, (_, index) => all.readUInt16LE(index * 2));
};
const frames = fc
  .array(fc.record({ next: fc.boolean(), ms: fc.integer({ min: 1, max: 120 }) }), {
    minLength: 1,
    maxLength: 30,
  })
  .map((list) => {
    let turn = 1;
    return list.map(({ next, ms }) => ({ turn: (turn += Number(next)), ms }));
  });

describe('SentAudio', () => {
  it('gives back exactly what lies behind a place, without gap or repetition', () => {
    fc.assert(
      fc.property(frames, fc.double({ min: 0, max: 1, noNaN: true }), (list, part) => {
        const sent = new SentAudio();
        const places = speak(sent, list);
        const [turn = 1, length = 0] = [...places][Math.floor(part * (places.size - 1))] ?? [];
        const ms = Math.floor(length * part);
        const before = list.reduce((sum, one) => sum + (one.turn < turn ? one.ms : 0), 0) + ms;
        const total = list.reduce((sum, one) => sum + one.ms, 0);
        const expected = Array.from({ length: (total - before) * 24 }, (_, n) => (before * 24 + n) % 65_536);
        const got = samplesOf(sent.takeAfter(turn, ms));
        // A place between two samples is taken as the one before.
        expect(got.length - expected.length).toBeLessThanOrEqual(1);
        expect(got.slice(got.length - expected.length)).toEqual(expected);
        expect(sent.takeAfter(0, 0)).toEqual([]);
      }),
    );
  });

  it('gives back the last so many milliseconds, and no more than was not heard', () => {
    const sent = new SentAudio();
    speak(
      sent,
      Array.from({ length: 50 }, () => ({ turn: 1, ms: 20 })),
    );
    sent.heard(1, 400);
    expect(samplesOf(sent.takeLast(90))).toHaveLength(90 * 24);
    speak(
      sent,
      Array.from({ length: 50 }, () => ({ turn: 2, ms: 20 })),
    );
    sent.heard(2, 900);
    expect(samplesOf(sent.takeLast(5_000))).toHaveLength(100 * 24);
    expect(sent.takeLast(0)).toEqual([]);
  });

  it('keeps six seconds', () => {
    const sent = new SentAudio();
    speak(
      sent,
      Array.from({ length: 100 }, () => ({ turn: 1, ms: 100 })),
    );
    expect(samplesOf(sent.takeAfter(0, 0))).toHaveLength(6_000 * 24);
  });
});
