const BLOCK_MS = 500;
const BLOCKS = 4;
const SMOOTHING = 0.4;
/** The quietest moment of a noise lies below its mean by about this much. */
const BIAS = 1.2;
const LOUDEST_START = 800;

/**
 * How loud the room is, by its quietest moments of the last two seconds: speech has gaps in that time, a fan has none.
 * So a noise that begins in mid-call is taken for speech for two seconds at most.
 */
export class NoiseFloor {
  private smoothed: number | undefined;
  private blockMs = 0;
  private readonly minima = Array.from({ length: BLOCKS }, () => LOUDEST_START);

  hear(level: number, ms: number): void {
    // The first sound of a call is the room, unless it is very loud.
    this.smoothed = this.smoothed === undefined ? level : this.smoothed + (level - this.smoothed) * SMOOTHING;
    this.blockMs += ms;
    if (this.blockMs >= BLOCK_MS) {
      this.blockMs = 0;
      this.minima.shift();
      this.minima.push(this.smoothed);
    }
    const last = this.minima.length - 1;
    this.minima[last] = Math.min(this.minima[last] ?? LOUDEST_START, this.smoothed);
  }

  get level(): number {
    return Math.min(...this.minima) * BIAS;
  }
}
