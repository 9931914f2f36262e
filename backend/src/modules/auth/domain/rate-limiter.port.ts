export interface RateRule {
  /** Most requests within any span of `windowMs`. */
  limit: number;
  windowMs: number;
  /** Counted by gateways as well, and not by APIs alone. */
  byGateways?: true;
}

/** What one request learnt; all numbers are true at the moment of the answer. */
export interface RateDecision {
  allowed: boolean;
  limit: number;
  /** Requests that would still pass right now. */
  remaining: number;
  /** Milliseconds until one more request than `remaining` would pass, if nobody else asks. */
  nextSlotMs: number;
}

/**
 * Counts requests by key, exactly: in no span of `windowMs`, wherever it begins, do more than `limit` pass, from however
 * many processes at once. A fixed window would let twice the limit through around its edge, so both implementations
 * keep the times of the requests that passed (never of the refused ones, so memory is bounded by the limit).
 */
export abstract class RateLimiter {
  abstract consume(key: string, rule: RateRule): Promise<RateDecision>;
}
