import { randomBytes } from 'node:crypto';
import type { Turn } from '../ports.js';
import type { Context } from '../protocol/usage.js';

/** What a session is restored from. */
export interface Snapshot {
  model: string;
  history: readonly Turn[];
  context: Context;
}

export type Resumed =
  { kind: 'restored'; sessionId: string; snapshot: Snapshot } | { kind: 'still-open' } | { kind: 'unknown' };

interface Entry {
  sessionId: string;
  snapshot: Snapshot;
}

/** Google keeps a session for two hours after its last connection ended. */
export const HANDLE_LIFE_MS = 2 * 60 * 60 * 1000;

/** Handles of all sessions, in memory. A session stays resumable by any of its handles until it expires. */
export class ResumptionStore {
  private readonly entries = new Map<string, Entry>();
  private readonly open = new Map<string, () => boolean>();
  private readonly endedAt = new Map<string, number>();

  constructor(
    private readonly lifeMs = HANDLE_LIFE_MS,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * Notes a connection of the session; call the result when it has ended. `isOpen` tells whether its socket still
   * stands: a resume is refused until it does not, and may come before the old connection's end is noticed.
   */
  opened(sessionId: string, isOpen: () => boolean): () => void {
    this.open.set(sessionId, isOpen);
    this.endedAt.delete(sessionId);
    return () => {
      if (this.open.get(sessionId) !== isOpen) return;
      this.open.delete(sessionId);
      this.endedAt.set(sessionId, this.now());
      this.forgetExpired();
    };
  }

  issue(sessionId: string, snapshot: Snapshot): string {
    const handle = randomBytes(24).toString('base64url');
    this.entries.set(handle, { sessionId, snapshot });
    return handle;
  }

  resume(handle: string): Resumed {
    this.forgetExpired();
    const entry = this.entries.get(handle);
    if (entry === undefined) return { kind: 'unknown' };
    if (this.open.get(entry.sessionId)?.() === true) return { kind: 'still-open' };
    return { kind: 'restored', sessionId: entry.sessionId, snapshot: entry.snapshot };
  }

  private forgetExpired(): void {
    const expired = new Set<string>();
    for (const [sessionId, at] of this.endedAt) if (this.now() - at > this.lifeMs) expired.add(sessionId);
    if (expired.size === 0) return;
    for (const [handle, entry] of this.entries) if (expired.has(entry.sessionId)) this.entries.delete(handle);
    for (const sessionId of expired) this.endedAt.delete(sessionId);
  }
}
