import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { tone } from '@orbisvoice/live-engine';
import fc from 'fast-check';
import { sample } from '../../../../bench/lib/noisy-speech.mjs';
import { PROPERTY_RUNS } from '../../../../test/support/property-runs.js';
import { isQuiet } from './loudness.js';
import { SteadySound } from './steady-sound.js';

const FRAME_BYTES = 1_920;
const FRAME_MS = 40;
/** The guard acts on 1.5 s; the longest that speech has been seen to be steady is 0.7 s, in a drawn-out vowel. */
const LONGEST_IN_SPEECH_MS = 1_000;

const WAV_HEADER = 44;
const apology = readFileSync(fileURLToPath(new URL('apology/en.wav', import.meta.url))).subarray(WAV_HEADER);
const SPEECH: readonly Float64Array[] = [
  Float64Array.from({ length: apology.length / 2 }, (_, at) => apology.readInt16LE(at * 2)),
  ...['question-opening-hours.wav', 'question-returns.wav', 'question-booking.wav'].map(sample),
];

/** Frames of a sound that is given by its samples. */
function frames(samples: number, valueAt: (at: number) => number): Buffer[] {
  const pcm = Buffer.alloc(samples * 2);
  for (let at = 0; at < samples; at++)
    pcm.writeInt16LE(Math.max(-32_768, Math.min(32_767, Math.round(valueAt(at)))), at * 2);
  return Array.from({ length: Math.floor(pcm.length / FRAME_BYTES) }, (_, at) =>
    pcm.subarray(at * FRAME_BYTES, (at + 1) * FRAME_BYTES),
  );
}

/** For how long the sound was steady without a break. */
function longestMs(heard: Buffer[]): number {
  const ear = new SteadySound();
  let [run, most] = [0, 0];
  for (const frame of heard) most = Math.max(most, (run = ear.hear(frame) ? run + 1 : 0));
  return most * FRAME_MS;
}

const TONE_MS = 600;
const wave = fc.record({
  hertz: fc.double({ min: 100, max: 4_000, noNaN: true }),
  amplitude: fc.integer({ min: 200, max: 20_000 }),
  overtone: fc.constantFrom(0, 0.3, 0.6),
  phase: fc.double({ min: 0, max: 6.28, noNaN: true }),
});

describe('a sound that goes on as it was', () => {
  it('is any tone, whatever its pitch, loudness and overtone, from its first frame on', () => {
    fc.assert(
      fc.property(wave, ({ hertz, amplitude, overtone, phase }) => {
        const step = (2 * Math.PI * hertz) / 24_000;
        const heard = frames(
          24 * TONE_MS,
          (at) => amplitude * (Math.sin(phase + at * step) + overtone * Math.sin(phase + 2 * at * step)),
        );
        expect(longestMs(heard)).toBe(TONE_MS);
      }),
      PROPERTY_RUNS,
    );
  });

  it('is no speech, at whatever speed, pitch and loudness', () => {
    const spoken = fc.record({
      clip: fc.constantFrom(...SPEECH),
      speed: fc.double({ min: 0.5, max: 1.6, noNaN: true }),
      gain: fc.double({ min: 0.02, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(spoken, ({ clip, speed, gain }) => {
        const heard = frames(Math.floor((clip.length - 1) / speed), (at) => {
          const place = at * speed;
          const [before, after] = [clip[Math.floor(place)] ?? 0, clip[Math.ceil(place)] ?? 0];
          return gain * (before + (after - before) * (place % 1));
        });
        expect(longestMs(heard.filter((frame) => !isQuiet(frame)))).toBeLessThan(LONGEST_IN_SPEECH_MS);
      }),
      { numRuns: 100 },
    );
  });

  it('is none of the scripted voices', () => {
    for (const name of ['Puck', 'Kore', 'Orus', 'Zephyr'])
      expect(longestMs(frames(72_000, (at) => tone(name, 3_000).readInt16LE(at * 2)))).toBeLessThan(200);
  });

  it('is judged in frames of any length, and a short one says nothing new', () => {
    const step = (2 * Math.PI * 440) / 24_000;
    const pcm = Buffer.concat(frames(24_000, (at) => 6_000 * Math.sin(at * step)));
    const ear = new SteadySound();
    const soft = Buffer.concat(frames(4_800, (at) => 600 * Math.sin(at * step)));
    expect(ear.hear(pcm.subarray(0, 8 * FRAME_BYTES))).toBe(true);
    expect(ear.hear(soft)).toBe(false);
    expect(ear.hear(soft.subarray(0, 480))).toBe(false);
    expect(ear.hear(soft)).toBe(true);
    ear.begin();
    expect(ear.hear(pcm)).toBe(true);
  });
});
