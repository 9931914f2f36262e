import type { Clock } from '../../../platform/clock/clock.js';

/** Session time: milliseconds that never run backwards, on the scale of the wall clock at the session's start. */
export class SessionClock {
  private readonly offsetMs: number;

  constructor(private readonly clock: Clock) {
    this.offsetMs = clock.now().getTime() - clock.monotonicMs();
  }

  now(): number {
    return this.at(this.clock.monotonicMs());
  }

  /** Of a reading of the monotonic clock. */
  at(monotonicMs: number): number {
    return this.offsetMs + monotonicMs;
  }
}
