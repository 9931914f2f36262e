import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { tone } from '@orbisvoice/live-engine';
import { isNoise, isQuiet } from './loudness.js';

const FRAME_BYTES = 1_920;
const WAV_HEADER = 44;
const SPOKEN = fileURLToPath(new URL('apology/en.wav', import.meta.url));

const frames = (pcm: Buffer): Buffer[] =>
  Array.from({ length: Math.floor(pcm.length / FRAME_BYTES) }, (_, at) =>
    pcm.subarray(at * FRAME_BYTES, (at + 1) * FRAME_BYTES),
  );

/** White noise of this amplitude. */
function noise(ms: number, amplitude: number): Buffer {
  const pcm = Buffer.alloc(ms * 48);
  for (let at = 0, state = 7; at + 1 < pcm.length; at += 2) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    pcm.writeInt16LE(Math.round((state / 2 ** 31 - 1) * amplitude), at);
  }
  return pcm;
}

/** The longest run of frames of which this holds. */
const longest = (pcm: Buffer, holds: (frame: Buffer) => boolean): number => {
  let [run, most] = [0, 0];
  for (const frame of frames(pcm)) most = Math.max(most, (run = holds(frame) ? run + 1 : 0));
  return most;
};

describe('what nobody can make anything of', () => {
  it('is near-silence', () => {
    expect(frames(noise(1_000, 30)).every(isQuiet)).toBe(true);
    expect(frames(tone('Puck', 1_000)).some(isQuiet)).toBe(false);
  });

  it.each([300, 3_000, 30_000])('is noise of an amplitude of %d', (amplitude) => {
    expect(frames(noise(20_000, amplitude)).every(isNoise)).toBe(true);
  });

  it('is no voice, neither a spoken one with its hisses nor the scripted ones', () => {
    // 0.4 s: the guard acts on 1.5.
    expect(longest(readFileSync(SPOKEN).subarray(WAV_HEADER), isNoise)).toBeLessThan(10);
    for (const name of ['Puck', 'Kore', 'Orus']) expect(longest(tone(name, 2_000), isNoise)).toBe(0);
  });
});
