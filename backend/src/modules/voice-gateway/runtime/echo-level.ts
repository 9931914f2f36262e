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

  get hurdle(): { level: number; startMs: number } {
    return { level: this.expected * OVER_ECHO, startMs: BARGE_IN_MS };
  }

  /** `candidate`: this may be the visitor, and nothing is learnt from it unless it turns out to be short. */
  hear(level: number, candidate: boolean): void {
    if (candidate) {
      this.burst = Math.max(this.burst, level);
      return;
    }
    this.expected = Math.max(this.expected, this.burst * LEARN_FROM_BURST);
    this.burst = 0;
    const fall = level < SILENCE_LEVEL ? FALL_IN_SILENCE : FALL;
    this.expected += (level - this.expected) * (level > this.expected ? RISE : fall);
  }

  /** It was the visitor. */
  forgetBurst(): void {
    this.burst = 0;
  }
}
