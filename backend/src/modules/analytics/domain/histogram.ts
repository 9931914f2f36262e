import { PERCENTILE_ERROR } from '@orbisvoice/contracts';

/**
 * Counts of durations by classes that grow by a constant ratio, so that whatever stands in a class is at most
 * PERCENTILE_ERROR of itself away from the class's value. Histograms of different stretches add up class by class.
 */
export type Histogram = Readonly<Record<string, number>>;

const RATIO = (1 + PERCENTILE_ERROR) / (1 - PERCENTILE_ERROR);
const LOG_RATIO = Math.log(RATIO);

/** Class 0 holds everything up to a millisecond. */
export const classOf = (ms: number): number => (ms <= 1 ? 0 : Math.ceil(Math.log(ms) / LOG_RATIO));

/** Equally far, as a share, from both ends of its class. */
const valueOf = (theClass: number): number => (theClass === 0 ? 1 : (2 * RATIO ** theClass) / (RATIO + 1));

export function histogramOf(durationsMs: readonly number[]): Histogram {
  const counts: Record<string, number> = {};
  for (const ms of durationsMs) counts[classOf(ms)] = (counts[classOf(ms)] ?? 0) + 1;
  return counts;
}

export const countOf = (histogram: Histogram): number =>
  Object.values(histogram).reduce((sum, count) => sum + count, 0);

/**
 * The smallest value that this share of all is not above (nearest rank), to a tenth of a millisecond; null where
 * nothing was counted.
 */
export function percentile(histogram: Histogram, share: number): number | null {
  const classes = Object.keys(histogram)
    .map(Number)
    .sort((one, other) => one - other);
  let left = Math.max(1, Math.ceil(share * countOf(histogram)));
  for (const theClass of classes) {
    left -= histogram[theClass] ?? 0;
    if (left <= 0) return Math.round(valueOf(theClass) * 10) / 10;
  }
  return null;
}
