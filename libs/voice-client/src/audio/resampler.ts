const PHASES = 64;
/** Zero crossings of the kernel on each side; more is a steeper filter and more work. */
const LOBES = 16;
/** Part of the lower rate's band that is kept: the rest is the filter's slope, so nothing folds back as noise. */
const PASSBAND = 0.9;
const KAISER_BETA = 8.5;

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

/** One row of taps for each of the 64 fractional positions, and one more so that neighbours can be blended. */
function kernelRows(half: number, cutoff: number): Float32Array[] {
  return Array.from({ length: PHASES + 1 }, (_, phase) => {
    const row = Float32Array.from({ length: 2 * half }, (__, tap) => {
      const distance = tap - half + 1 - phase / PHASES;
      const x = Math.PI * cutoff * distance;
      const sinc = x === 0 ? 1 : Math.sin(x) / x;
      const edge = Math.min(1, Math.abs(distance) / half);
      return sinc * (besselI0(KAISER_BETA * Math.sqrt(1 - edge * edge)) / besselI0(KAISER_BETA));
    });
    const gain = row.reduce((sum, tap) => sum + tap, 0);
    return row.map((tap) => tap / gain);
  });
}

/**
 * Windowed-sinc sample rate converter for a stream. The result does not depend on how the input is cut into blocks.
 * It runs on the audio thread: a fixed cost per sample, and one buffer reused between calls.
 */
export class Resampler {
  private readonly half: number;
  private readonly rows: Float32Array[];
  private history: Float32Array;
  private filled: number;
  /** Where the next output sample lies: a sample of the history, and a rest in parts of `outputRate`. */
  private first = 0;
  private rest = 0;
  private out = new Float32Array(0);

  /** Rates are whole numbers of hertz: with them the position is exact, however long the stream is. */
  constructor(
    private readonly inputRate: number,
    private readonly outputRate: number,
  ) {
    const ratio = Math.min(1, outputRate / inputRate);
    this.half = Math.ceil(LOBES / ratio);
    this.rows = kernelRows(this.half, ratio * PASSBAND);
    this.history = new Float32Array(4 * this.half);
    this.filled = this.half - 1;
  }

  /** Converts the next block. The returned view is valid until the next call. */
  process(input: Float32Array): Float32Array {
    this.append(input);
    const room = Math.ceil(((this.filled - this.first) * this.outputRate) / this.inputRate) + 1;
    if (this.out.length < room) this.out = new Float32Array(room);
    let written = 0;
    while (this.first + 2 * this.half <= this.filled) {
      this.out[written++] = this.nextSample();
      const ahead = this.rest + this.inputRate;
      this.rest = ahead % this.outputRate;
      this.first += (ahead - this.rest) / this.outputRate;
    }
    this.forget();
    return this.out.subarray(0, written);
  }

  reset(): void {
    this.history.fill(0);
    this.filled = this.half - 1;
    this.first = 0;
    this.rest = 0;
  }

  private nextSample(): number {
    const first = this.first;
    const phase = (this.rest / this.outputRate) * PHASES;
    const index = Math.floor(phase);
    const blend = phase - index;
    const low = this.rows[index] as Float32Array;
    const high = this.rows[index + 1] as Float32Array;
    const history = this.history;
    let sum = 0;
    for (let tap = 0; tap < low.length; tap++) {
      const a = low[tap] as number;
      sum += (history[first + tap] as number) * (a + blend * ((high[tap] as number) - a));
    }
    return sum;
  }

  private append(input: Float32Array): void {
    const needed = this.filled + input.length;
    if (needed > this.history.length) {
      const grown = new Float32Array(2 * needed);
      grown.set(this.history.subarray(0, this.filled));
      this.history = grown;
    }
    this.history.set(input, this.filled);
    this.filled = needed;
  }

  private forget(): void {
    const done = Math.min(this.first, this.filled);
    this.history.copyWithin(0, done, this.filled);
    this.filled -= done;
    this.first -= done;
  }
}
