import { describe, expect, it } from '@jest/globals';
import { sine } from '../testing/signals.js';
import { normaliseLoudness, trimSilence } from './loudness.js';
import { floatsFromPcm16, levelDb, pcm16FromFloats } from './pcm.js';
import { pcm16FromWav, wavFromPcm16 } from './wav.js';

describe('PCM16', () => {
  it('comes back from bytes, also from an odd place in a shared buffer', () => {
    const bytes = pcm16FromFloats(Float32Array.of(0, 0.5, -1, 2));
    const shifted = new Uint8Array(9);
    shifted.set(bytes, 1);
    const floats = floatsFromPcm16(shifted.subarray(1));
    expect([...floats].map((sample) => Math.round(sample * 100) / 100)).toEqual([0, 0.5, -1, 1]);
  });
});

describe('WAV', () => {
  it('holds the samples that it was made of', () => {
    const pcm = pcm16FromFloats(sine(160, 440, 16_000));
    const wav = pcm16FromWav(wavFromPcm16(pcm, 16_000));
    expect(wav.sampleRate).toBe(16_000);
    expect(Buffer.from(wav.pcm).equals(pcm)).toBe(true);
  });

  it('refuses other files', () => {
    expect(() => pcm16FromWav(Buffer.alloc(100))).toThrow('not a WAV file');
  });
});

describe('loudness', () => {
  it('brings quiet and loud speech to one level', () => {
    const levels = [0.01, 0.9].map((amplitude) =>
      levelDb(normaliseLoudness(sine(16_000, 300, 16_000, amplitude))),
    );
    expect(levels[0]).toBeCloseTo(-20, 0);
    expect(levels[1]).toBeCloseTo(-20, 0);
  });

  it('leaves silence silent', () => {
    expect(levelDb(normaliseLoudness(new Float32Array(1_600)))).toBe(-120);
  });

  it('trims silence to a short head and a given tail', () => {
    const samples = new Float32Array(16_000);
    samples.set(sine(1_600, 300, 16_000), 8_000);
    expect(trimSilence(samples, 16_000, 10, 100).length).toBeGreaterThan(1_600 + 1_600);
    expect(trimSilence(samples, 16_000, 10, 100).length).toBeLessThan(1_600 + 1_600 + 200);
  });
});
