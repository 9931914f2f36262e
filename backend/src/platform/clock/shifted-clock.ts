import { readFileSync } from 'node:fs';
import { SystemClock } from './clock.js';

/** So long a step may take to be noticed; reading a file for each question would cost more than it tells. */
const LOOK_EVERY_MS = 100;

/**
 * The machine's time moved by the number in a file, so that a test of the whole product can let a month pass. Every
 * process that reads the same file takes the same step. Configuration refuses it in production.
 */
export class ShiftedClock extends SystemClock {
  private offsetMs = 0;
  private lookedAt = -Infinity;

  constructor(private readonly file: string) {
    super();
  }

  override now(): Date {
    if (this.monotonicMs() - this.lookedAt >= LOOK_EVERY_MS) this.look();
    return new Date(super.now().getTime() + this.offsetMs);
  }

  /** No file yet, or one that is being written: the time stays as it was. */
  private look(): void {
    this.lookedAt = this.monotonicMs();
    try {
      const text = readFileSync(this.file, 'utf8').trim();
      if (/^-?\d{1,15}$/.test(text)) this.offsetMs = Number(text);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}
