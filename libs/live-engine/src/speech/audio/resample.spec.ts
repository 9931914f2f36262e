import { describe, expect, it } from '@jest/globals';
import { sine } from '../testing/signals.js';
import { levelDb } from './pcm.js';
import { Resampler } from './resample.js';

const EDGE = 200;

function errorDb(actual: Float32Array, expected: Float32Array): number {
  const difference = actual.map((sample, at) => sample - expected[at]!);
  const inner = [EDGE, actual.length - EDGE] as const;
  return levelDb(difference, ...inner) - levelDb(expected, ...inner);
}

describe('Resampler', () => {
  it.each([200, 1_000, 3_000, 6_000])('keeps a tone of %d Hz from 16 to 24 kHz within -60 dB', (hertz) => {
    const output = new Resampler(3, 2).process(sine(16_000, hertz, 16_000));
    expect(output).toHaveLength(24_000);
    expect(errorDb(output, sine(24_000, hertz, 24_000))).toBeLessThan(-60);
  });

  it('keeps the level of the highest tones, with no image above the band', () => {
    const output = new Resampler(3, 2).process(sine(16_000, 6_500, 16_000));
    expect(Math.abs(levelDb(output, EDGE, 23_800) - levelDb(sine(24_000, 6_500, 24_000)))).toBeLessThan(0.3);
  });

  it('removes what the lower rate cannot hold', () => {
    const output = new Resampler(2, 3).process(sine(24_000, 10_000, 24_000));
    expect(levelDb(output, EDGE, output.length - EDGE)).toBeLessThan(-60);
  });

  it('raises the pitch where it is told a faster rate', () => {
    const output = new Resampler(100, 106).process(sine(16_000, 1_000, 16_000));
    expect(errorDb(output, sine(output.length, 1_060, 16_000))).toBeLessThan(-55);
  });
});
