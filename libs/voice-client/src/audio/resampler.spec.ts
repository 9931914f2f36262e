import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createResampler } from './resampler.js';

const tone = (hz: number, rate: number, seconds = 0.5): Float32Array =>
  Float32Array.from({ length: rate * seconds }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rate));

/** Power of the part of `signal` at `hz`, and of all the rest, in decibels relative to the tone that went in. */
function levels(signal: Float32Array, hz: number, rate: number): { tone: number; rest: number } {
  const wholePeriods = Math.floor((signal.length - 800) / (rate / 100)) * (rate / 100);
  const body = signal.subarray(400, 400 + wholePeriods);
  let re = 0;
  let im = 0;
  let total = 0;
  body.forEach((sample, i) => {
    re += sample * Math.cos((2 * Math.PI * hz * i) / rate);
    im += sample * Math.sin((2 * Math.PI * hz * i) / rate);
    total += sample * sample;
  });
  const amplitude = (2 * Math.hypot(re, im)) / body.length;
  const rest = Math.max(1e-20, total / body.length - amplitude ** 2 / 2);
  return { tone: 20 * Math.log10(amplitude / 0.5), rest: 10 * Math.log10(rest / 0.125) };
}

const rates = fc.constantFrom(
  [48_000, 16_000],
  [44_100, 16_000],
  [96_000, 16_000],
  [24_000, 44_100],
  [24_000, 48_000],
);

describe('Resampler', () => {
  it.each([
    [48_000, 16_000],
    [44_100, 16_000],
    [24_000, 48_000],
    [24_000, 44_100],
  ])('keeps a 1 kHz tone from %i to %i Hz clean', (from, to) => {
    const { tone: level, rest } = levels(createResampler(from, to)(tone(1_000, from)), 1_000, to);
    expect(Math.abs(level)).toBeLessThan(0.05);
    expect(rest).toBeLessThan(-78);
  });

  it.each([44_100, 48_000])('lets nothing of 10 kHz fold into 16 kHz audio from %i Hz', (from) => {
    const out = createResampler(from, 16_000)(tone(10_000, from)).subarray(400, -400);
    const power = out.reduce((sum, sample) => sum + sample * sample, 0) / out.length;
    expect(10 * Math.log10(power / 0.125)).toBeLessThan(-75);
  });

  it('gives the same samples however the stream is cut', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(rates, cuts, ([from, to], sizes) => {
        const total = sizes.reduce((sum, size) => sum + size, 0);
        const input = Float32Array.from({ length: total }, (_, i) => Math.sin(i * i * 0.001));
        const whole = createResampler(from, to)(input);
        const pieces = createResampler(from, to);
        let at = 0;
        let written = 0;
        let same = true;
        for (const size of sizes) {
          const piece = pieces(input.subarray(at, (at += size)));
          same &&= piece.every((sample, i) => sample === whole[written + i]);
          written += piece.length;
        }
        expect([same, written]).toEqual([true, whole.length]);
      }),
      { numRuns: 60 },
    );
  });

  it('neither loses nor invents time', () => {
    fc.assert(
      fc.property(rates, fc.integer({ min: 2_000, max: 20_000 }), ([from, to], length) => {
        const produced = createResampler(from, to)(new Float32Array(length)).length;
        const expected = (length * to) / from;
        const filterDelay = 16 * Math.max(1, to / from) + 2;
        expect(expected - produced).toBeGreaterThanOrEqual(-1);
        expect(expected - produced).toBeLessThanOrEqual(filterDelay);
      }),
      { numRuns: 40 },
    );
  });
});
