import type { Clock } from '../clock/clock.js';

/** How long another process may go on seeing something as it was before an edit. */
export const MOMENT_MS = 1_000;
const MAX_ENTRIES = 2_000;

interface Entry<V> {
  readonly value: Promise<V>;
  readonly freshUntilMs: number;
}

/**
 * What many ask for at once, by key, for a moment: those who come within a second need not ask the database each, and those
 * who come while it is being asked wait for that one answer. Edits in this process show at once.
 */
export class MomentCache<V> {
  private readonly entries = new Map<string, Entry<V>>();

  constructor(private readonly clock: Clock) {}

  get(key: string, load: () => Promise<V>): Promise<V> {
    const nowMs = this.clock.monotonicMs();
    const found = this.entries.get(key);
    if (found && found.freshUntilMs > nowMs) return found.value;
    // Counted from the question, and an edit removes the entry: what is kept is never older than it may be.
    const entry = { value: load(), freshUntilMs: nowMs + MOMENT_MS };
    this.put(key, entry);
    entry.value.catch(() => {
      if (this.entries.get(key) === entry) this.entries.delete(key);
    });
    return entry.value;
  }

  forget(key: string): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }

  private put(key: string, entry: Entry<V>): void {
    this.entries.delete(key);
    this.entries.set(key, entry);
    const [oldest] = this.entries.keys();
    if (this.entries.size > MAX_ENTRIES && oldest !== undefined) this.entries.delete(oldest);
  }
}
