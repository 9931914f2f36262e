import { joined } from './pcm.js';

/** Zero crossings of the kernel on each side; more is a steeper filter and more work. */
const LOBES = 16;
/** Part of the lower rate's band that is kept: the rest is the filter's slope, so nothing folds back as noise. */
const PASSBAND = 0.9;
/** Of the window: more lets less through beside the band, and makes the slope wider. */
const STEEPNESS = 8.5;
/** Rates of devices need at most 441 positions between two samples; odd ones share the nearest of these. */
const MAX_PHASES = 512;

/**
 * The taps for a sample that lies `phase` (from 0 to 1) behind the middle of the window. The window is the exponential of
 * a semicircle (A. Barnett et al., "A parallel nonuniform fast Fourier transform library"): as good as Kaiser's, whose
 * Bessel function behaves like it, and one line.
 */
function kernel(half: number, cutoff: number, phase: number): Float32Array {
  const row = Float32Array.from({ length: 2 * half }, (_, tap) => {
    const distance = tap - half + 1 - phase;
    const x = Math.PI * cutoff * distance;
    const edge = distance / half;
    return (x ? Math.sin(x) / x : 1) * Math.exp(STEEPNESS * Math.sqrt(1 - edge * edge));
  });
  const gain = row.reduce((sum, tap) => sum + tap);
  return row.map((tap) => tap / gain);
}

const commonDivisor = (a: number, b: number): number => (b ? commonDivisor(b, a % b) : a);

/** Converts the next block of a stream. What it returns may be the block itself. */
export type Resample = (block: Float32Array) => Float32Array;

/**
 * Windowed sinc. The result does not depend on how the stream is cut into blocks, and costs the same for each sample.
 * Rates are whole numbers of hertz: with them the position is exact, however long the stream is.
 */
export function createResampler(inputRate: number, outputRate: number): Resample {
  if (inputRate === outputRate) return (block) => block;
  const ratio = Math.min(1, outputRate / inputRate);
  const half = Math.ceil(LOBES / ratio);
  const phases = Math.min(MAX_PHASES, outputRate / commonDivisor(inputRate, outputRate));
  const rows = Array.from({ length: phases }, (_, phase) => kernel(half, ratio * PASSBAND, phase / phases));
  /** What the next output sample may still need. */
  let history = new Float32Array(half - 1);
  /** How far that sample lies behind the first one of its window, in parts of `outputRate`. */
  let rest = 0;

  return (block) => {
    const samples = joined(history, block);
    const out = new Float32Array(Math.ceil((samples.length * outputRate) / inputRate));
    let first = 0;
    let written = 0;
    while (first + 2 * half <= samples.length) {
      const row = rows[Math.floor((rest * phases) / outputRate)] as Float32Array;
      let sum = 0;
      for (let tap = 0; tap < row.length; tap++)
        sum += (samples[first + tap] as number) * (row[tap] as number);
      out[written++] = sum;
      const ahead = rest + inputRate;
      rest = ahead % outputRate;
      first += (ahead - rest) / outputRate;
    }
    history = samples.slice(first);
    return out.subarray(0, written);
  };
}
