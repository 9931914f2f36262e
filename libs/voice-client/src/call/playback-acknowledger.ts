import type { PlaybackReport } from '../audio/player-core.js';

const INTERVAL_MS = 200;

export type PlaybackPosition = Pick<PlaybackReport, 'turn' | 'playedMs'>;

/**
 * Tells the server how much was heard: at most every 200 ms, at once after a flush. Positions that come in between
 * replace each other, which loses nothing: sound of a later turn means that the earlier turn was heard whole.
 */
export class PlaybackAcknowledger {
  private lastSentAt = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: PlaybackPosition | undefined;

  constructor(
    private readonly send: (position: PlaybackPosition) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  report({ turn, playedMs, flushed }: PlaybackReport): void {
    this.waiting = { turn, playedMs: Math.round(playedMs) };
    const waitMs = flushed ? 0 : this.lastSentAt + INTERVAL_MS - this.now();
    if (waitMs <= 0) this.sendWaiting();
    else this.timer ??= setTimeout(() => this.sendWaiting(), waitMs);
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = this.waiting = undefined;
  }

  private sendWaiting(): void {
    const position = this.waiting;
    this.close();
    if (!position) return;
    this.lastSentAt = this.now();
    this.send(position);
  }
}
