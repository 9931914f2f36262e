/** The waits of one connection, all of them ended with it, all divided by the scenario's speed. */
export class Timers {
  private readonly running = new Set<NodeJS.Timeout>();

  constructor(private readonly speed: number) {}

  after(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.running.delete(timer);
      work();
    }, ms / this.speed);
    this.running.add(timer);
  }

  clear(): void {
    for (const timer of this.running) clearTimeout(timer);
    this.running.clear();
  }
}
