import type { AnalysisAgain, CallAnalysis } from '@orbisvoice/contracts';
import type { OutboxState } from '../../../platform/outbox/index.js';
import type { KeptAnalysis } from '../domain/call-analysis.js';
import { nanosToMinor } from './call-cost.mapping.js';

/** @param order What became of the wish for another one in its place. */
export function toAnalysis(kept: KeptAnalysis, order: OutboxState | undefined): CallAnalysis {
  const { inputTokens, outputTokens, costNanos, pricesAsOf, analysedAt, triedAt, triedReason, ...record } =
    kept;
  const usage = inputTokens === null || outputTokens === null ? null : { inputTokens, outputTokens };
  const known = costNanos !== null && pricesAsOf !== null;
  return {
    ...record,
    usage,
    cost: known
      ? { amountMinor: nanosToMinor(costNanos), amountNanos: costNanos, currency: 'USD', pricesAsOf }
      : null,
    analysedAt: analysedAt.toISOString(),
    again: toAgain(kept, order),
  };
}

/** A wish that has ended while the analysis is the one it was stated for came to nothing. */
function toAgain({ triedReason }: KeptAnalysis, order: OutboxState | undefined): AnalysisAgain | null {
  if (order === 'open') return { state: 'waiting', reason: null };
  return order || triedReason ? { state: 'failed', reason: order ? null : triedReason } : null;
}
