/** Zero crossings of the kernel on each side; more is a steeper filter and more work. */
const LOBES = 16;
/** Part of the lower rate's band that is kept: the rest is the filter's slope, so nothing folds back as noise. */
const PASSBAND = 0.9;
const KAISER_BETA = 8.5;
/** Rates of devices need at most 441 positions between two samples; odd ones share the nearest of these. */
const MAX_PHASES = 512;

/** Modified Bessel function of order zero, by its power series; the Kaiser window needs it. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-10 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/** The taps for a sample that lies `phase` (from 0 to 1) behind the middle of the window. */
function kernel(half: number, cutoff: number, phase: number): Float32Array {
  const row = Float32Array.from({ length: 2 * half }, (_, tap) => {
    const distance = tap - half + 1 - phase;
    const x = Math.PI * cutoff * distance;
    const edge = Math.min(1, Math.abs(distance) / half);
    return (x ? Math.sin(x) / x : 1) * besselI0(KAISER_BETA * Math.sqrt(1 - edge * edge));
  });
  const gain = row.reduce((sum, tap) => sum + tap);
  return row.map((tap) => tap / gain);
}

const commonDivisor = (a: number, b: number): number => (b ? commonDivisor(b, a % b) : a);

/** A stream's sample rate converter. */
export interface Resampler {
  /** Converts the next block. The returned view is valid until the next call. */
  process(input: Float32Array): Float32Array;
  reset(): void;
}

/**
 * Windowed sinc. The result does not depend on how the input is cut into blocks. It runs on the audio thread: a fixed
 * cost per sample, and one buffer reused between calls. Rates are whole numbers of hertz: with them the position is
 * exact, however long the stream is.
 */
export function createResampler(inputRate: number, outputRate: number): Resampler {
  if (inputRate === outputRate) return { process: (input) => input, reset: () => undefined };
  const ratio = Math.min(1, outputRate / inputRate);
  const half = Math.ceil(LOBES / ratio);
  const phases = Math.min(MAX_PHASES, outputRate / commonDivisor(inputRate, outputRate));
  const rows = Array.from({ length: phases }, (_, phase) => kernel(half, ratio * PASSBAND, phase / phases));
  let history = new Float32Array(4 * half);
  let filled = half - 1;
  let out = new Float32Array(0);
  /** Where the next output sample lies: a sample of the history, and a rest in parts of `outputRate`. */
  let first = 0;
  let rest = 0;

  return {
    process(input) {
      const needed = filled + input.length;
      if (needed > history.length) {
        const grown = new Float32Array(2 * needed);
        grown.set(history.subarray(0, filled));
        history = grown;
      }
      history.set(input, filled);
      filled = needed;
      const room = Math.ceil(((filled - first) * outputRate) / inputRate) + 1;
      if (out.length < room) out = new Float32Array(room);
      let written = 0;
      while (first + 2 * half <= filled) {
        const row = rows[Math.floor((rest * phases) / outputRate)] as Float32Array;
        let sum = 0;
        for (let tap = 0; tap < row.length; tap++)
          sum += (history[first + tap] as number) * (row[tap] as number);
        out[written++] = sum;
        const ahead = rest + inputRate;
        rest = ahead % outputRate;
        first += (ahead - rest) / outputRate;
      }
      const done = Math.min(first, filled);
      history.copyWithin(0, done, filled);
      filled -= done;
      first -= done;
      return out.subarray(0, written);
    },
    reset() {
      history.fill(0);
      filled = half - 1;
      first = rest = 0;
    },
  };
}
