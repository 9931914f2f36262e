import type { RateDecision, RateRule } from './rate-limiter.port.js';

/** Times of the requests that passed within the last window, oldest first, in a ring that grows up to the limit. */
export class SlidingLog {
  private times = new Float64Array(8);
  private head = 0;
  private size = 0;

  consume(now: number, rule: RateRule): RateDecision {
    while (this.size > 0 && this.at(0) <= now - rule.windowMs) this.drop();
    const allowed = this.size < rule.limit;
    if (allowed) this.push(now);
    // A limit that was lowered meanwhile leaves more entries than slots: the surplus has to leave first.
    const oldest = this.at(Math.max(0, this.size - rule.limit));
    return {
      allowed,
      limit: rule.limit,
      remaining: Math.max(0, rule.limit - this.size),
      nextSlotMs: Math.max(0, oldest + rule.windowMs - now),
    };
  }

  /** The newest time, or -Infinity: tells the owner when the whole log may be forgotten. */
  get newest(): number {
    return this.size === 0 ? -Infinity : this.at(this.size - 1);
  }

  private at(index: number): number {
    return this.times[(this.head + index) % this.times.length] ?? 0;
  }

  private drop(): void {
    this.head = (this.head + 1) % this.times.length;
    this.size -= 1;
  }

  private push(time: number): void {
    if (this.size === this.times.length) {
      const wider = new Float64Array(this.times.length * 2);
      for (let index = 0; index < this.size; index += 1) wider[index] = this.at(index);
      this.times = wider;
      this.head = 0;
    }
    this.times[(this.head + this.size) % this.times.length] = time;
    this.size += 1;
  }
}
