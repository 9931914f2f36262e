import type { TimerName } from '../session/timer-name.js';

/** The running timers of one session, by name. */
export class SessionTimers {
  private readonly running = new Map<TimerName, NodeJS.Timeout>();

  constructor(private readonly fired: (timer: TimerName, id: number) => void) {}

  start(timer: TimerName, id: number, ms: number): void {
    this.stop(timer);
    const handle = setTimeout(() => this.due(timer, id, handle), ms);
    this.running.set(timer, handle);
  }

  stop(timer: TimerName): void {
    clearTimeout(this.running.get(timer));
    this.running.delete(timer);
  }

  /**
   * Where this process was kept busy, timers are due before what has arrived meanwhile was read, and the model would be
   * taken for silent that has long answered. So what has arrived comes first.
   */
  private due(timer: TimerName, id: number, handle: NodeJS.Timeout): void {
    setImmediate(() => {
      if (this.running.get(timer) !== handle) return;
      this.running.delete(timer);
      this.fired(timer, id);
    });
  }
}
