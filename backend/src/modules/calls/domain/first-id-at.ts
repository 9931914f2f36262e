const LAST_MS = 2 ** 48 - 1;

/** The smallest id (UUID v7) that anything made at this time, to the millisecond, can have. */
export function firstIdAt(timestamp: string): string {
  const ms = Math.min(Math.max(Date.parse(timestamp), 0), LAST_MS);
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
