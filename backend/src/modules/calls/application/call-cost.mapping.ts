import type { CallCost, CallUsage } from '@orbisvoice/contracts';
import type { CallFigures } from '../domain/call-record.js';

/** Providers of models have dollar prices; the price list is the gateway's. */
const CURRENCY = 'USD';
const NANOS_PER_MINOR = 10_000_000;

export function toUsage(figures: CallFigures): CallUsage | null {
  const { inputTextTokens, inputAudioTokens, outputTextTokens, outputAudioTokens } = figures;
  if (figures.pricedReports + figures.unpricedReports === 0) return null;
  return { inputTextTokens, inputAudioTokens, outputTextTokens, outputAudioTokens };
}

/** One report without a price makes the cost of the whole call unknown. */
export function toCost({
  pricedReports,
  unpricedReports,
  costNanos,
  pricesAsOf,
  costs,
}: CallFigures): CallCost | null {
  if (pricedReports === 0 || unpricedReports > 0 || pricesAsOf === null) return null;
  const told = costs.inputTextNanos + costs.inputAudioNanos + costs.outputTextNanos + costs.outputAudioNanos;
  return {
    amountMinor: nanosToMinor(costNanos),
    amountNanos: costNanos,
    currency: CURRENCY,
    pricesAsOf,
    byModality: told === costNanos ? costs : null,
  };
}

/** Rounded half up; costs are never negative. */
export const nanosToMinor = (nanos: number): number =>
  Math.floor(nanos / NANOS_PER_MINOR) + (nanos % NANOS_PER_MINOR >= NANOS_PER_MINOR / 2 ? 1 : 0);
