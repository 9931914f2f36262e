import { BYTES_PER_MS } from './mic-level.js';
import { REPLAY_MS } from '../session/limits.js';

/** What comes before a sound is known to be speech: its onset. */
const ONSET_BYTES = 500 * BYTES_PER_MS;
/** No connection is there: what a visitor says into a gap is not lost, and an old monologue is not replayed. */
const GAP_BYTES = 2_000 * BYTES_PER_MS;
const UTTERANCE_BYTES = REPLAY_MS * BYTES_PER_MS;
const PIECE_BYTES = 20 * BYTES_PER_MS;

const EMPTY = Buffer.alloc(0);

/**
 * The newest sound, up to a bound: a ring of bytes that grows as it is filled. Frames are copied, because a reference to
 * each for half a second lets all of them outlive the young generation, and collecting those stops calls for 50 ms.
 */
class Tape {
  private ring: Buffer = EMPTY;
  private from = 0;
  private length = 0;

  /** Returns how many bytes gave way. */
  push(pcm: Buffer, mostBytes: number): number {
    const fits = pcm.length > mostBytes ? pcm.subarray(pcm.length - mostBytes) : pcm;
    const gone = pcm.length - fits.length + this.leave(mostBytes - fits.length);
    if (this.length + fits.length > this.ring.length) this.grow(this.length + fits.length, mostBytes);
    const to = (this.from + this.length) % this.ring.length;
    const first = fits.copy(this.ring, to);
    fits.copy(this.ring, 0, first);
    this.length += fits.length;
    return gone;
  }

  /** Returns how many bytes gave way. */
  leave(mostBytes: number): number {
    const gone = Math.max(0, this.length - mostBytes);
    this.from = (this.from + gone) % Math.max(1, this.ring.length);
    this.length -= gone;
    return gone;
  }

  /** All of it, in pieces as they came from a page. */
  empty(): Buffer[] {
    const all = this.ordered(Buffer.allocUnsafe(this.length));
    this.ring = EMPTY;
    this.from = this.length = 0;
    const pieces: Buffer[] = [];
    for (let at = 0; at < all.length; at += PIECE_BYTES) pieces.push(all.subarray(at, at + PIECE_BYTES));
    return pieces;
  }

  private grow(least: number, most: number): void {
    this.ring = this.ordered(Buffer.allocUnsafeSlow(Math.max(least, Math.min(most, 2 * least))));
    this.from = 0;
  }

  private ordered<B extends Buffer>(into: B): B {
    const first = this.ring.copy(into, 0, this.from, Math.min(this.from + this.length, this.ring.length));
    this.ring.copy(into, first, 0, this.length - first);
    return into;
  }
}

/**
 * The visitor's voice from the beginning of what the model has not answered yet: a connection that is lost takes it along,
 * and the next one has to be told it again. Audio of the gap between two connections waits here as well.
 */
export class UnansweredAudio {
  private readonly taken = new Tape();
  private readonly gap = new Tape();
  private keeping = false;

  /** The visitor begins to speak. */
  keep(): void {
    this.taken.leave(ONSET_BYTES);
    this.keeping = true;
  }

  /** What was said until now is answered. */
  forget(): void {
    this.taken.empty();
    this.keeping = false;
  }

  /** A connection has taken it. */
  sent(pcm: Buffer): void {
    this.taken.push(pcm, this.keeping ? UTTERANCE_BYTES : ONSET_BYTES);
  }

  /** No connection takes it now. Returns how many frames of this one's length had to give way. */
  hold(pcm: Buffer): number {
    return Math.ceil(this.gap.push(pcm, this.keeping ? UTTERANCE_BYTES : GAP_BYTES) / pcm.length);
  }

  /** For the same connection, which was busy: what was held. */
  catchUp(): Buffer[] {
    const frames = this.gap.empty();
    for (const pcm of frames) this.sent(pcm);
    return frames;
  }

  /** For the next connection: what was held, and before it, where asked for, what the last one has taken in vain. */
  release(utterance: boolean): Buffer[] {
    const before = this.taken.empty();
    const frames = utterance ? [...before, ...this.gap.empty()] : this.gap.empty();
    for (const pcm of frames) this.sent(pcm);
    return frames;
  }
}
