import { Injectable } from '@nestjs/common';

/** Time as an injected part, so that tests may move it. */
export abstract class Clock {
  abstract now(): Date;
  /** Milliseconds that never jump; for measuring, never for storing. */
  abstract monotonicMs(): number;
}

@Injectable()
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }

  monotonicMs(): number {
    return performance.now();
  }
}

/** Stands still until told otherwise. */
export class FakeClock extends Clock {
  constructor(private timeMs = Date.UTC(2026, 0, 1)) {
    super();
  }

  now(): Date {
    return new Date(this.timeMs);
  }

  monotonicMs(): number {
    return this.timeMs;
  }

  advance(ms: number): void {
    this.timeMs += ms;
  }
}
