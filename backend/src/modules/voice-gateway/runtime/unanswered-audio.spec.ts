import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UnansweredAudio } from './unanswered-audio.js';

/** 20 ms that carry a number. */
function frame(number: number): Buffer {
  const pcm = Buffer.alloc(640);
  pcm.writeInt16LE(number, 0);
  return pcm;
}
const numbersOf = (frames: readonly Buffer[]) => frames.map((pcm) => pcm.readInt16LE(0));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe('audio that no answer has come to yet', () => {
  it('held for a connection is the newest two seconds, in order, and told once', () => {
    const audio = new UnansweredAudio();
    const gone = range(0, 110).reduce((sum, number) => sum + audio.hold(frame(number)), 0);
    expect(gone).toBe(10);
    expect(numbersOf(audio.release(false))).toEqual(range(10, 110));
    expect(audio.release(false)).toEqual([]);
  });

  it('held for a connection that was busy is told once, and is part of what the next one is told', () => {
    const audio = new UnansweredAudio();
    audio.keep();
    for (const number of range(0, 50)) audio.sent(frame(number));
    for (const number of range(50, 80)) audio.hold(frame(number));
    expect(numbersOf(audio.catchUp())).toEqual(range(50, 80));
    expect(audio.catchUp()).toEqual([]);
    expect(numbersOf(audio.release(true))).toEqual(range(0, 80));
  });

  it('begins half a second before speech was noticed, and goes on in the gap', () => {
    const audio = new UnansweredAudio();
    for (const number of range(0, 100)) audio.sent(frame(number));
    audio.keep();
    for (const number of range(100, 200)) audio.sent(frame(number));
    for (const number of range(200, 250)) audio.hold(frame(number));
    expect(numbersOf(audio.release(true))).toEqual(range(75, 250));
    // The next connection may be lost as well.
    expect(numbersOf(audio.release(true))).toEqual(range(75, 250));
  });

  it('is no more once an answer has come', () => {
    const audio = new UnansweredAudio();
    audio.keep();
    for (const number of range(0, 100)) audio.sent(frame(number));
    audio.forget();
    expect(audio.release(true)).toEqual([]);
  });

  it('is never out of order, never twice, and never more than ten seconds, and as much held', () => {
    const step = fc.constantFrom('sent', 'hold', 'keep', 'forget');
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.integer({ min: 1, max: 400 })), { maxLength: 20 }), (steps) => {
        const audio = new UnansweredAudio();
        let number = 0;
        for (const [what, times] of steps) {
          if (what === 'keep' || what === 'forget') audio[what]();
          else {
            // Whatever was held goes before what is sent.
            if (what === 'sent') audio.release(true);
            for (let time = 0; time < times; time += 1) audio[what](frame((number += 1)));
          }
        }
        const told = numbersOf(audio.release(true));
        return (
          told.length <= 1_000 && told.every((one, index) => index === 0 || one > (told[index - 1] ?? 0))
        );
      }),
    );
  });

  it('is the newest sound, byte by byte, however long frames are and however often it is told', () => {
    const frames = fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(frames, fc.boolean(), (lengths, keeping) => {
        const audio = new UnansweredAudio();
        if (keeping) audio.keep();
        const sound = Buffer.from(
          Uint8Array.from({ length: 2 * lengths.reduce((sum, one) => sum + one) }, (_, at) => at % 251),
        );
        let at = 0;
        for (const samples of lengths) audio.sent(sound.subarray(at, (at += 2 * samples)));
        const kept = sound.subarray(Math.max(0, sound.length - (keeping ? 320_000 : 16_000)));
        const told = [audio.release(true), audio.release(true)].map((pieces) => Buffer.concat(pieces));
        return told.every((one) => one.equals(kept));
      }),
    );
  });
});
