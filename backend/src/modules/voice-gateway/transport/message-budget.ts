/** Sustained: a frame of 20 ms fifty times a second with room for messages, and audio half as fast again as time. */
const FRAMES_PER_SECOND = 60;
const BYTES_PER_SECOND = 1.5 * 32_000;
/** A network that held back delivers several seconds at once. */
const BURST_SECONDS = 6;

/** Two buckets for one connection: how often, and how much. Time comes from outside. */
export class MessageBudget {
  private frames = FRAMES_PER_SECOND * BURST_SECONDS;
  private bytes = BYTES_PER_SECOND * BURST_SECONDS;
  private filledAtMs: number;

  constructor(nowMs: number) {
    this.filledAtMs = nowMs;
  }

  /** False where the client has sent more than it may. */
  take(bytes: number, nowMs: number): boolean {
    const seconds = Math.max(0, nowMs - this.filledAtMs) / 1_000;
    this.filledAtMs = nowMs;
    this.frames = Math.min(FRAMES_PER_SECOND * BURST_SECONDS, this.frames + seconds * FRAMES_PER_SECOND) - 1;
    this.bytes = Math.min(BYTES_PER_SECOND * BURST_SECONDS, this.bytes + seconds * BYTES_PER_SECOND) - bytes;
    return this.frames >= 0 && this.bytes >= 0;
  }
}
