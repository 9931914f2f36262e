/** Taps on each side of the centre, counted in samples of the lower of the two rates. 16 gives > 60 dB of rejection. */
const HALF_TAPS = 16;
/** Kaiser beta for about 80 dB of stop band. */
const KAISER_BETA = 8;
/** Share of the lower Nyquist band that is kept; the rest is the filter's transition. */
const PASS_BAND = 0.92;

/** Resamples by the exact ratio `up / down` (16 → 24 kHz is 3 / 2) with a polyphase windowed-sinc filter. */
export class Resampler {
  private readonly up: number;
  private readonly down: number;
  private readonly reach: number;
  private readonly phases: Float32Array[];

  constructor(up: number, down: number) {
    const divisor = greatestCommonDivisor(up, down);
    this.up = up / divisor;
    this.down = down / divisor;
    // When the rate falls, the filter widens in input samples so that it cuts at the output's Nyquist frequency.
    const cutoff = PASS_BAND * Math.min(1, this.up / this.down);
    this.reach = Math.ceil(HALF_TAPS / Math.min(1, this.up / this.down));
    this.phases = Array.from({ length: this.up }, (_, phase) => kernel(phase / this.up, this.reach, cutoff));
  }

  /** Whole signal in, whole signal out: sentences are short, so no state is kept between calls. */
  process(input: Float32Array): Float32Array {
    const { up, down, reach, phases } = this;
    // Zeros at both ends let every output see a full set of taps, without a test in the inner loop.
    const padded = new Float32Array(input.length + 2 * reach);
    padded.set(input, reach);
    const output = new Float32Array(Math.floor((input.length * up) / down));
    for (let index = 0; index < output.length; index++) {
      const position = index * down;
      const taps = phases[position % up]!;
      const first = Math.floor(position / up) + 1;
      let sum = 0;
      for (let tap = 0; tap < taps.length; tap++) sum += taps[tap]! * padded[first + tap]!;
      output[index] = sum;
    }
    return output;
  }
}

/** Filter taps for an output point that lies `fraction` of a sample after the centre input sample; unity gain at DC. */
function kernel(fraction: number, reach: number, cutoff: number): Float32Array {
  const taps = new Float32Array(2 * reach);
  let sum = 0;
  for (let tap = 0; tap < taps.length; tap++) {
    const distance = tap - (reach - 1) - fraction;
    const window =
      bessel(KAISER_BETA * Math.sqrt(Math.max(0, 1 - (distance / reach) ** 2))) / bessel(KAISER_BETA);
    taps[tap] = sinc(distance * cutoff) * window;
    sum += taps[tap]!;
  }
  return taps.map((tap) => tap / sum);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Modified Bessel function of the first kind, order 0. */
function bessel(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-10; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
