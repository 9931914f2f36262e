import { AGENT_SAMPLE_RATE, BYTES_PER_SAMPLE } from '@orbisvoice/contracts';
import { meanLevel } from './mic-level.js';

/** Agent audio is looked at in windows of this length, as the microphone is. */
const WINDOW_MS = 20;
const WINDOW_BYTES = ((AGENT_SAMPLE_RATE * BYTES_PER_SAMPLE) / 1_000) * WINDOW_MS;
/** What was sent ahead, and what may still sound: a client is given four seconds more than it has played. */
const WINDOWS = 400;

/**
 * How loud the agent is at each moment of what was sent to the visitor. Places are milliseconds of sent audio; kept for
 * visitors whose microphone may hear it (echo-level.ts).
 */
export class AgentEnvelope {
  private readonly levels = new Float64Array(WINDOWS);
  private windows = 0;
  private rest: Buffer | undefined;

  /** @param ms of audio that was sent before. */
  constructor(ms = 0) {
    this.continueAt(ms);
  }

  /** What is sent next begins at this place: some of what was sent before was not received. */
  continueAt(ms: number): void {
    this.windows = Math.round(ms / WINDOW_MS);
    this.rest = undefined;
  }

  sent(pcm: Buffer): void {
    const whole = this.rest ? Buffer.concat([this.rest, pcm]) : pcm;
    let from = 0;
    for (; from + WINDOW_BYTES <= whole.length; from += WINDOW_BYTES) {
      this.levels[this.windows % WINDOWS] = meanLevel(whole, from, from + WINDOW_BYTES);
      this.windows += 1;
    }
    this.rest = from < whole.length ? whole.subarray(from) : undefined;
  }

  /** Zero where nothing was sent, or too long ago. */
  levelAt(ms: number): number {
    const window = Math.floor(ms / WINDOW_MS);
    const known = window >= 0 && window < this.windows && window >= this.windows - WINDOWS;
    return known ? (this.levels[window % WINDOWS] ?? 0) : 0;
  }
}
