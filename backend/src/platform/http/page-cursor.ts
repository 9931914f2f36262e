import { Uuid, type Page } from '@orbisvoice/contracts';
import { AppError } from './app-error.js';

/** Where a page of a newest-first list ended: ties of the time are broken by the id. */
export interface PageKey {
  at: Date;
  id: string;
}

const SEPARATOR = '.';

export const encodeCursor = ({ at, id }: PageKey): string =>
  Buffer.from(`${at.getTime().toString(36)}${SEPARATOR}${id}`).toString('base64url');

/** Only what `encodeCursor` can have made is taken; anything else is the client's mistake, not the database's. */
export function decodeCursor(cursor: string): PageKey {
  const [time = '', id] = Buffer.from(cursor, 'base64url').toString().split(SEPARATOR);
  const at = new Date(Number.parseInt(time, 36));
  const known = Uuid.safeParse(id);
  if (!known.success || Number.isNaN(at.getTime()) || encodeCursor({ at, id: known.data }) !== cursor)
    throw new AppError('bad_request', {
      details: [{ path: 'cursor', message: 'is not a cursor of this list' }],
    });
  return { at, id: known.data };
}

/** Makes a page of up to `limit + 1` rows: the extra one only says whether another page follows. */
export function toPage<R, T>(
  rows: readonly R[],
  limit: number,
  keyOf: (row: R) => PageKey,
  toItem: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    nextCursor: last !== undefined && rows.length > limit ? encodeCursor(keyOf(last)) : null,
  };
}
