const FAILURES_TO_OPEN = 5;
const OPEN_MS = 30_000;
const MAX_ENDPOINTS = 1_000;

interface Endpoint {
  failures: number;
  /** No call before this time. */
  closedUntil: number;
}

/**
 * Stops calling an endpoint that failed several times in a row, so that visitors do not wait for it again and again.
 * After a pause one call is let through: it closes the circuit or opens it anew. Times are monotonic milliseconds.
 */
export class CircuitBreaker {
  private readonly endpoints = new Map<string, Endpoint>();

  allows(key: string, now: number): boolean {
    const endpoint = this.endpoints.get(key);
    if (!endpoint || endpoint.failures < FAILURES_TO_OPEN) return true;
    if (now < endpoint.closedUntil) return false;
    // The next ones wait for what this one meets.
    endpoint.closedUntil = now + OPEN_MS;
    return true;
  }

  succeeded(key: string): void {
    this.endpoints.delete(key);
  }

  failed(key: string, now: number): void {
    const failures = (this.endpoints.get(key)?.failures ?? 0) + 1;
    this.endpoints.delete(key);
    this.endpoints.set(key, { failures, closedUntil: now + OPEN_MS });
    const oldest = this.endpoints.keys().next();
    if (this.endpoints.size > MAX_ENDPOINTS && !oldest.done) this.endpoints.delete(oldest.value);
  }
}
