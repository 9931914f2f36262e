import type { AnalysisAgain, AnalysisReason, CallAnalysis } from '@orbisvoice/contracts';
import type { ConsumerTrouble, OutboxState } from '../../../platform/outbox/index.js';
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
    again: toAgain(triedReason, order),
  };
}

/**
 * Where nothing is kept: what is known of the job that was to make a first one, and of the wish for it. A job that its
 * worker died with leaves no reason behind, so its end is read from the outbox.
 */
export function toUnmade(
  first: ConsumerTrouble | undefined,
  order: OutboxState | undefined,
): CallAnalysis | null {
  if (first === 'given_up') return { ...UNMADE, state: 'failed', again: toAgain(null, order) };
  if (order === 'dead') return { ...UNMADE, state: 'failed', again: null };
  return first === 'failing' || order === 'open' ? { ...UNMADE, state: 'waiting', again: null } : null;
}

const UNMADE = {
  reason: null,
  summary: null,
  criteria: [],
  fields: [],
  model: null,
  usage: null,
  cost: null,
  analysedAt: null,
} satisfies Partial<CallAnalysis>;

/** A wish that has ended while the analysis is the one it was stated for came to nothing. */
function toAgain(triedReason: AnalysisReason | null, order: OutboxState | undefined): AnalysisAgain | null {
  if (order === 'open') return { state: 'waiting', reason: null };
  return order || triedReason ? { state: 'failed', reason: order ? null : triedReason } : null;
}
