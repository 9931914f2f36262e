/** The running timers of one session, by name. */
export class SessionTimers {
  private readonly running = new Map<string, NodeJS.Timeout>();

  constructor(private readonly fired: (timer: string, id: number) => void) {}

  start(timer: string, id: number, ms: number): void {
    this.stop(timer);
    const handle = setTimeout(() => {
      this.running.delete(timer);
      this.fired(timer, id);
    }, ms);
    this.running.set(timer, handle);
  }

  stop(timer: string): void {
    clearTimeout(this.running.get(timer));
    this.running.delete(timer);
  }
}
