/** The three forms of a date in HTTP (RFC 9110, 5.6.7) in small letters. The last one means GMT without saying so. */
const DATES = [
  /^[a-z]{3}, \d\d [a-z]{3} \d{4} \d\d:\d\d:\d\d gmt$/,
  /^[a-z]{6,9}, \d\d-[a-z]{3}-\d\d \d\d:\d\d:\d\d gmt$/,
  /^[a-z]{3} [a-z]{3} [ \d]\d \d\d:\d\d:\d\d \d{4}$/,
];
/** Nobody means more than eleven days. */
const MOST_SECONDS = 999_999;

/**
 * Seconds that a `Retry-After` asks for, as a number or as a date; undefined where it says neither, or too much.
 * @param header in small letters.
 */
export function retryAfterSeconds(header: string, nowMs: number): number | undefined {
  const seconds = /^\d+$/.test(header) ? Number(header) : secondsUntil(header, nowMs);
  return seconds <= MOST_SECONDS ? seconds : undefined;
}

/** Not a number where there is no such date. */
function secondsUntil(date: string, nowMs: number): number {
  if (!DATES.some((form) => form.test(date))) return NaN;
  const atMs = Date.parse(date.endsWith('gmt') ? date : `${date} gmt`);
  return Math.max(0, Math.ceil((atMs - nowMs) / 1_000));
}
