import { sampleAt } from './pcm-sample.js';

/** 40 ms at 24 kHz, the usual frame: shorter than a syllable. */
const WINDOW_BYTES = 1_920;
/**
 * Half of a window is read, but of that every sample: 20 ms hold a period of the lowest hum, and a tone could fall in step
 * with samples that are picked.
 */
const READ_BYTES = 960;
const SAMPLE_BYTES = 2;
/** Pairs are 8 samples apart, a third of a millisecond: their likeness moves with pitch and vowel. */
const LAG_BYTES = 16;
/** So much may level (of itself) and likeness (from −1 to 1) differ from what they were, where nothing changes. */
const LEVEL_TOLERANCE = 0.15;
const LIKENESS_TOLERANCE = 0.08;
/** What they were is the mean of about so many windows. */
const MEMORY = 8;

/**
 * Whether a stream of PCM16 goes on as it was, in loudness and in pitch. A voice that hangs in one tone does for as long as
 * it hangs; speech changes with every syllable, and even a drawn-out vowel within 0.7 s.
 */
export class SteadySound {
  private level: number | undefined;
  private likeness = 0;
  private steady = true;

  /** What comes now has nothing to do with what was. */
  begin(): void {
    this.level = undefined;
    this.steady = true;
  }

  /** The first frame goes on as nothing else did, and frames that are shorter than a window say nothing new. */
  hear(pcm: Buffer): boolean {
    const windows = Math.floor(pcm.length / WINDOW_BYTES);
    if (windows === 0) return this.steady;
    this.steady = true;
    for (let window = 0; window < windows; window++) {
      const goesOn = this.window(pcm, window * WINDOW_BYTES);
      this.steady = goesOn && this.steady;
    }
    return this.steady;
  }

  private window(pcm: Buffer, from: number): boolean {
    let power = 0;
    let alike = 0;
    for (let at = from; at < from + READ_BYTES; at += SAMPLE_BYTES) {
      const one = sampleAt(pcm, at);
      const later = sampleAt(pcm, at + LAG_BYTES);
      power += one * one + later * later;
      alike += 2 * one * later;
    }
    const level = Math.sqrt(power);
    const likeness = power === 0 ? 0 : alike / power;
    const before = this.level ?? level;
    const likenessBefore = this.level === undefined ? likeness : this.likeness;
    const goesOn =
      Math.abs(level - before) <= before * LEVEL_TOLERANCE &&
      Math.abs(likeness - likenessBefore) <= LIKENESS_TOLERANCE;
    this.level = goesOn ? before + (level - before) / MEMORY : level;
    this.likeness = goesOn ? likenessBefore + (likeness - likenessBefore) / MEMORY : likeness;
    return goesOn;
  }
}
