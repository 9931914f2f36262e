import type { Clock } from '../../../platform/clock/clock.js';
import { RateLimiter, type RateDecision, type RateRule } from '../domain/rate-limiter.port.js';
import { SlidingLog } from '../domain/sliding-log.js';

interface Entry {
  log: SlidingLog;
  windowMs: number;
}

/** Bound on remembered keys: an attacker with many addresses must not fill the memory. */
const MAX_KEYS = 100_000;

export class InProcessRateLimiter extends RateLimiter {
  private readonly entries = new Map<string, Entry>();
  private lastSweep = 0;

  constructor(private readonly clock: Clock) {
    super();
  }

  consume(key: string, rule: RateRule): Promise<RateDecision> {
    const now = this.clock.monotonicMs();
    this.sweep(now);
    const entry = this.entries.get(key) ?? { log: new SlidingLog(), windowMs: rule.windowMs };
    // Deleted and set again, so that the map's order is "longest unused first" and the bound drops that one.
    this.entries.delete(key);
    this.entries.set(key, entry);
    entry.windowMs = rule.windowMs;
    if (this.entries.size > MAX_KEYS) this.forgetOldest();
    return Promise.resolve(entry.log.consume(now, rule));
  }

  private sweep(now: number): void {
    if (now - this.lastSweep < 60_000) return;
    this.lastSweep = now;
    for (const [key, { log, windowMs }] of this.entries)
      if (log.newest <= now - windowMs) this.entries.delete(key);
  }

  private forgetOldest(): void {
    const oldest = this.entries.keys().next();
    if (!oldest.done) this.entries.delete(oldest.value);
  }
}
