import pg from 'pg';

/** `"call"."tenant_id" = $1` and its relatives, as TypeORM and our own statements write them. */
const FILTER = /((?:"?\w+"?\.)?"?tenant_id"?)\s*=\s*(\$\d+)/g;

type Query = (this: pg.Client, ...given: unknown[]) => unknown;

/**
 * Takes the application's own tenant filters out of every statement that this process sends, as if each had been
 * forgotten; the parameter stays in use so that its type is known. What holds after this is row-level security alone.
 * Gives back a way to restore them, and how many statements lost theirs.
 */
export function switchFiltersOff(): { lost: () => number; restore: () => void } {
  const client = pg.Client.prototype as unknown as { query: Query };
  const original = client.query;
  let lost = 0;
  const open = (text: string): string => {
    // Writes name the row by its tenant in columns as well; those lists carry no "=" and stay.
    const opened = text.replace(FILTER, '$2::uuid is not null');
    if (opened !== text) lost += 1;
    return opened;
  };
  client.query = function (this: pg.Client, first: unknown, ...rest: unknown[]) {
    if (typeof first === 'string') return original.call(this, open(first), ...rest);
    const config = first as { text?: unknown };
    if (typeof config?.text === 'string')
      return original.call(this, { ...config, text: open(config.text) }, ...rest);
    return original.call(this, first, ...rest);
  };
  return { lost: () => lost, restore: () => void (client.query = original) };
}
