import { micDurationMs } from './mic-level.js';
import { REPLAY_MS } from '../session/limits.js';

/** What comes before a sound is known to be speech: its onset. */
const ONSET_MS = 500;
/** No connection is there: what a visitor says into a gap is not lost, and an old monologue is not replayed. */
const GAP_MS = 2_000;

/** Frames in order; of those that are too many the oldest give way. */
class Line {
  private frames: Buffer[] = [];
  private ms = 0;

  push(pcm: Buffer): void {
    this.frames.push(pcm);
    this.ms += micDurationMs(pcm);
  }

  /** Returns how many gave way. */
  leave(mostMs: number): number {
    let gone = 0;
    while (this.ms > mostMs && this.frames.length > 1) {
      this.ms -= micDurationMs(this.frames.shift() ?? Buffer.alloc(0));
      gone += 1;
    }
    return gone;
  }

  empty(): Buffer[] {
    const { frames } = this;
    this.frames = [];
    this.ms = 0;
    return frames;
  }
}

/**
 * The visitor's voice from the beginning of what the model has not answered yet: a connection that is lost takes it along,
 * and the next one has to be told it again. Audio of the gap between two connections waits here as well.
 */
export class UnansweredAudio {
  private readonly taken = new Line();
  private readonly gap = new Line();
  private keeping = false;

  /** The visitor begins to speak. */
  keep(): void {
    this.taken.leave(ONSET_MS);
    this.keeping = true;
  }

  /** What was said until now is answered. */
  forget(): void {
    this.taken.empty();
    this.keeping = false;
  }

  /** A connection has taken it. */
  sent(pcm: Buffer): void {
    this.taken.push(pcm);
    this.taken.leave(this.keeping ? REPLAY_MS : ONSET_MS);
  }

  /** No connection takes it. Returns how many frames had to give way. */
  hold(pcm: Buffer): number {
    this.gap.push(pcm);
    return this.gap.leave(this.keeping ? REPLAY_MS : GAP_MS);
  }

  /** For the next connection: what was held, and before it, where asked for, what the last one has taken in vain. */
  release(utterance: boolean): Buffer[] {
    const before = this.taken.empty();
    const frames = utterance ? [...before, ...this.gap.empty()] : this.gap.empty();
    for (const pcm of frames) this.sent(pcm);
    return frames;
  }
}
