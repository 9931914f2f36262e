import type { EndpointRecord } from './endpoint-record.js';
import { SLOW_MS, type AttemptEnd, type Verdict } from './attempt.js';

const DAY_MS = 86_400_000;
/** So long nothing may get through before we stop trying; longer than one message is tried. */
const PATIENCE_MS = 5 * DAY_MS;
/** And so often, so that two failures a week apart do not count as a week of failure. */
const PATIENCE_FAILURES = 10;

export type Standing = Pick<EndpointRecord, 'failingSince' | 'failures' | 'slow' | 'offReason' | 'offAt'>;

/** What an attempt means for its endpoint. */
export function standingAfter(
  { failingSince, failures, offReason, offAt }: EndpointRecord,
  verdict: Verdict,
  { durationMs }: AttemptEnd,
  now: Date,
): Standing {
  if (verdict === 'delivered')
    return { failingSince: null, failures: 0, slow: durationMs > SLOW_MS, offReason, offAt };
  const since = failingSince ?? now;
  const failing = { failingSince: since, failures: failures + 1, slow: true };
  if (offReason !== null) return { ...failing, offReason, offAt };
  if (verdict === 'gone') return { ...failing, offReason: 'gone', offAt: now };
  const hopeless = now.getTime() - since.getTime() >= PATIENCE_MS && failing.failures >= PATIENCE_FAILURES;
  return { ...failing, offReason: hopeless ? 'failing' : null, offAt: hopeless ? now : null };
}
