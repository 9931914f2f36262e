import type { Clock } from '../../../platform/clock/clock.js';

/** How long another process may go on seeing an agent as it was before an edit. */
export const AGENT_STALE_MS = 1_000;
const MAX_AGENTS = 2_000;

type Entry<V> = { state: 'loading' } | { state: 'known'; value: V; freshUntilMs: number };

/**
 * Agents by key, for a moment: hundreds of calls of one campaign start within a second and need not ask the database
 * each. Edits in this process show at once.
 */
export class AgentCache<V> {
  private readonly entries = new Map<string, Entry<V>>();

  constructor(private readonly clock: Clock) {}

  async get(key: string, load: () => Promise<V>): Promise<V> {
    const nowMs = this.clock.monotonicMs();
    const found = this.entries.get(key);
    if (found?.state === 'known' && found.freshUntilMs > nowMs) return found.value;

    const loading: Entry<V> = { state: 'loading' };
    this.put(key, loading);
    const value = await load();
    // An edit since then has removed the entry: what was loaded may be older than the edit and is not kept.
    if (this.entries.get(key) === loading)
      this.put(key, { state: 'known', value, freshUntilMs: nowMs + AGENT_STALE_MS });
    return value;
  }

  forget(key: string): void {
    this.entries.delete(key);
  }

  private put(key: string, entry: Entry<V>): void {
    this.entries.delete(key);
    this.entries.set(key, entry);
    const [oldest] = this.entries.keys();
    if (this.entries.size > MAX_AGENTS && oldest !== undefined) this.entries.delete(oldest);
  }
}
