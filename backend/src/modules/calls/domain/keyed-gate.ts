/** Lets a few at a time pass for each key, in the order in which they came; all others wait in memory. */
export class KeyedGate {
  private readonly keys = new Map<string, { inside: number; waiting: (() => void)[] }>();

  constructor(private readonly width: number) {}

  async pass<T>(key: string, work: () => Promise<T>): Promise<T> {
    await this.enter(key);
    try {
      return await work();
    } finally {
      this.leave(key);
    }
  }

  /** How many keys are remembered: those with anybody inside. */
  get size(): number {
    return this.keys.size;
  }

  private enter(key: string): Promise<void> | undefined {
    const door = this.keys.get(key) ?? { inside: 0, waiting: [] };
    this.keys.set(key, door);
    if (door.inside >= this.width) return new Promise((resolve) => door.waiting.push(resolve));
    door.inside += 1;
    return undefined;
  }

  /** A place is handed on, not given back, so that nobody who comes later slips in between. */
  private leave(key: string): void {
    const door = this.keys.get(key);
    if (!door) return;
    const next = door.waiting.shift();
    if (next) return next();
    door.inside -= 1;
    if (door.inside === 0) this.keys.delete(key);
  }
}
