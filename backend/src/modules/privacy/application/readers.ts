/** Who is being handed something by this process. One that ends lets them go: a slow reader would hold it. */
export class Readers {
  private readonly reading = new Map<AbortController, Promise<void>>();

  get count(): number {
    return this.reading.size;
  }

  /** Ends as `hand` does, which lets its reader go when `stop` is aborted. */
  async hold(hand: (stop: AbortController) => Promise<void>): Promise<void> {
    const stop = new AbortController();
    const handed = hand(stop);
    this.reading.set(stop, handed);
    try {
      await handed;
    } finally {
      this.reading.delete(stop);
    }
  }

  /** Resolves when all have gone, and what follows from that is done. */
  async letGo(): Promise<void> {
    for (const stop of this.reading.keys()) stop.abort();
    await Promise.allSettled(this.reading.values());
  }
}
