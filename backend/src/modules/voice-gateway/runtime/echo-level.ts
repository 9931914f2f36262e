import { EchoFollower, type LevelAgo } from './echo-follower.js';

/** Speech has to stand out of the echo by 4 dB, for a quarter of a second. */
const OVER_ECHO = 1.6;
export const BARGE_IN_MS = 240;
/** Taken until something is known: half as loud as a voice, as from a phone on a table. */
const PESSIMISTIC_LEVEL = 900;
/** Shares by which the estimate moves in 20 ms: up with the syllables, down in a second or two; slowly in the agent's pauses. */
const RISE = 0.1;
const FALL = 0.015;
const FALL_IN_SILENCE = 0.004;
const SILENCE_LEVEL = 100;
/** What passed the bound but did not last was echo after all. */
const LEARN_FROM_BURST = 0.8;

/**
 * How loud the agent comes back through the visitor's microphone, learnt while it is played. Begins as a pessimist: the
 * first second of a call may cost a barge-in, but the agent does not interrupt itself.
 */
export class EchoLevel {
  private expected = PESSIMISTIC_LEVEL;
  private burst = 0;
  private readonly follower = new EchoFollower();
  /** Of the present moment, where what is played is known and found again in the microphone. */
  private now: number | undefined;
  private follows = false;

  /** Of the next window of 20 ms. */
  get hurdle(): { level: number; startMs: number } {
    return { level: (this.now ?? this.expected) * OVER_ECHO, startMs: BARGE_IN_MS };
  }

  /** What is played while the next window is heard. */
  expect(levelAgo: LevelAgo | undefined): void {
    this.follows = levelAgo !== undefined;
    this.now = levelAgo && this.follower.expect(levelAgo);
  }

  /** `candidate`: this may be the visitor, and nothing is learnt from it unless it turns out to be short. */
  hear(level: number, candidate: boolean): void {
    if (candidate) {
      this.burst = Math.max(this.burst, level);
      return;
    }
    this.expected = Math.max(this.expected, this.burst * LEARN_FROM_BURST);
    this.burst = 0;
    if (this.follows) this.follower.learn(level);
    const fall = level < SILENCE_LEVEL ? FALL_IN_SILENCE : FALL;
    this.expected += (level - this.expected) * (level > this.expected ? RISE : fall);
  }

  /** It was the visitor. */
  forgetBurst(): void {
    this.burst = 0;
  }
}
