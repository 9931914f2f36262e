/**
 * Text as Postgres can keep it: without NUL and without half characters. Speech recognition and pages send what they
 * like, and one unstorable character must not keep a call's turns from being committed.
 */
export const storableText = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();

/** The same for every string of a timeline event's data, keys included. */
export function storableData<T>(data: Record<string, T>): Record<string, T> {
  const entries = Object.entries(data).map(([key, value]) => [
    storableText(key),
    typeof value === 'string' ? storableText(value) : value,
  ]);
  return Object.fromEntries(entries);
}
