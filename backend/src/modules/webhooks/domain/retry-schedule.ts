const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Pauses after the first failure, the second and so on: ten attempts over 75 hours, so that a server which breaks on
 * Friday evening has heard everything when it is repaired on Monday.
 */
export const RETRY_PAUSES_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const;

/** Retries come up to so much of their pause later, so that what failed together does not return together. */
const SPREAD = 0.1;
const LONGEST_WISH_MS = 24 * HOUR_MS;

/**
 * How long to wait after `made` attempts that failed; undefined where it was the last.
 * @param retryAfterSeconds what the server asked for; it may lengthen the pause up to a day, and never shortens it.
 */
export function pauseAfter(
  made: number,
  retryAfterSeconds = 0,
  random: number = Math.random(),
): number | undefined {
  const pause = RETRY_PAUSES_MS[made - 1];
  if (pause === undefined) return undefined;
  const wished = Math.min(retryAfterSeconds * SECOND_MS, LONGEST_WISH_MS);
  return Math.round(Math.max(pause, wished) * (1 + random * SPREAD));
}
