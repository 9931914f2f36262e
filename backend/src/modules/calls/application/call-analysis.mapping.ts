import type { CallAnalysis } from '@orbisvoice/contracts';
import type { AnalysisRecord } from '../domain/call-analysis.js';
import { nanosToMinor } from './call-cost.mapping.js';

export function toAnalysis({
  inputTokens,
  outputTokens,
  costNanos,
  pricesAsOf,
  analysedAt,
  ...record
}: AnalysisRecord): CallAnalysis {
  const usage = inputTokens === null || outputTokens === null ? null : { inputTokens, outputTokens };
  const known = costNanos !== null && pricesAsOf !== null;
  return {
    ...record,
    usage,
    cost: known
      ? { amountMinor: nanosToMinor(costNanos), amountNanos: costNanos, currency: 'USD', pricesAsOf }
      : null,
    analysedAt: analysedAt.toISOString(),
  };
}
