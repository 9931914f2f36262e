interface Begun {
  readonly turn: number;
  /** How much audio had been handed over before this turn's first. */
  readonly at: number;
}
const TURNS_KEPT = 16;
/** A player buffers before it begins, and a room goes on sounding; a client that no longer says anything has stopped. */
const LATEST_START_MS = 1_000;
const ECHO_TAIL_MS = 200;
/** Reports are as late as the network is busy; one that is later than this tells of a player that was held up. */
const LATE_REPORT_MS = 150;

/**
 * How far one visitor's playback is, in milliseconds of agent audio since the call began. What the client says counts;
 * a client that has never said anything is taken to play in real time.
 */
export class Playhead {
  private handedMs = 0;
  private sentMs = 0;
  private playedMs = 0;
  private acknowledges = false;
  /** When somebody who plays in real time, without a pause, is through with what was handed over, and with what was sent. */
  private handedUntil = 0;
  private sentUntil = 0;
  private readonly turns: Begun[] = [];
  /** The place that is played, less the time: as told by the report that travelled fastest. */
  private runsAt = 0;
  /** Nothing was told of what is being played since it began. */
  private justBegun = true;

  handedOver(turn: number, ms: number, now: number): void {
    if (this.turns.at(-1)?.turn !== turn) this.begin(turn);
    this.handedMs += ms;
    this.handedUntil = Math.max(this.handedUntil, now) + ms;
  }

  sent(ms: number, now: number): void {
    if (this.aheadMs(now) <= 0) {
      this.runsAt = this.sentMs - now;
      this.justBegun = true;
    }
    this.sentMs += ms;
    this.sentUntil = Math.max(this.sentUntil, now) + ms;
  }

  /** The word of the client about one turn: earlier turns are over then. It can have played no more than was sent. */
  played(turn: number, playedMs: number, now: number): void {
    const begun = this.turns.find((known) => known.turn === turn);
    if (!begun) return;
    this.acknowledges = true;
    this.playedMs = Math.max(this.playedMs, Math.min(this.sentMs, begun.at + playedMs));
    const told = this.playedMs - now;
    const heldUp = told < this.runsAt - LATE_REPORT_MS;
    this.runsAt = this.justBegun || heldUp ? told : Math.max(this.runsAt, told);
    this.justBegun = false;
  }

  /** Where in all that was sent their loudspeaker is now, if nothing has held it up since it was last told of. */
  placeMs(now: number): number {
    return Math.min(this.sentMs, now + this.runsAt);
  }

  /** The client dropped what it had not played, and what was not sent will not be. */
  flushed(now: number): void {
    this.handedMs = this.playedMs = this.sentMs;
    this.handedUntil = this.sentUntil = now;
    this.turns.length = 0;
  }

  /**
   * The client is back on another connection and has nothing of the last `unsentMs`. A page that was loaded anew counts
   * what it plays from here, whichever turn that is. One that tells nothing has played what it has.
   * @returns what is still to be played, as far as that is known.
   */
  resumed(now: number, unsentMs: number, countsAnew: boolean): number {
    this.sentMs = this.handedMs - unsentMs;
    const hasPlayedAll = countsAnew || !this.acknowledges;
    this.playedMs = hasPlayedAll ? this.sentMs : Math.min(this.playedMs, this.sentMs);
    this.handedUntil = now + this.handedMs - this.playedMs;
    this.sentUntil = now + this.sentMs - this.playedMs;
    this.runsAt = this.playedMs - now;
    this.justBegun = true;
    for (const [index, begun] of this.turns.entries())
      if (countsAnew && begun.at < this.sentMs) this.turns[index] = { ...begun, at: this.sentMs };
    return this.handedMs - this.playedMs;
  }

  get sentSoFarMs(): number {
    return this.sentMs;
  }

  /** Audio that the client has and has not played. */
  aheadMs(now: number): number {
    return this.acknowledges ? this.sentMs - this.playedMs : Math.max(0, this.sentUntil - now);
  }

  /** How far a client that acknowledges is behind one that plays in real time. */
  lagMs(now: number): number {
    if (!this.acknowledges) return 0;
    return this.handedMs - this.playedMs - Math.max(0, this.handedUntil - now);
  }

  /** Whether agent audio comes out of their loudspeaker now, as far as one can know here. */
  playing(now: number): boolean {
    if (now >= this.sentUntil + LATEST_START_MS) return false;
    return now < this.sentUntil + ECHO_TAIL_MS || this.aheadMs(now) > 0;
  }

  private begin(turn: number): void {
    this.turns.push({ turn, at: this.handedMs });
    if (this.turns.length > TURNS_KEPT) this.turns.shift();
  }
}
