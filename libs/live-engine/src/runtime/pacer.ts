export interface Paced {
  /** Does what is due at `now` (milliseconds of a monotonic clock). */
  tick(now: number): void;
}

const TICK_MS = 5;

/** One timer for all sessions. Each keeps an absolute schedule, so a late tick delays nothing after it. */
export class Pacer {
  private readonly members = new Set<Paced>();
  private timer: NodeJS.Timeout | undefined;

  add(member: Paced): void {
    this.members.add(member);
    this.timer ??= setInterval(() => this.tick(), TICK_MS);
  }

  remove(member: Paced): void {
    this.members.delete(member);
    if (this.members.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private tick(): void {
    const now = performance.now();
    for (const member of this.members) member.tick(now);
  }
}
