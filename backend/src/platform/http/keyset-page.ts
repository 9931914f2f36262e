import { Uuid, type Page } from '@orbisvoice/contracts';
import { AppError } from './app-error.js';

/** The id behind a cursor of a list that is ordered by id. */
export function idOfCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const id = Uuid.safeParse(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!id.success)
    throw new AppError('bad_request', { details: [{ path: 'cursor', message: 'is not one of ours' }] });
  return id.data;
}

/** Turns `limit + 1` rows into a page of `limit`: the extra row only says that there is more. */
export function pageById<Row, Item>(
  rows: readonly Row[],
  limit: number,
  idOf: (row: Row) => string,
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    items: shown.map(toItem),
    nextCursor: more ? Buffer.from(idOf(last)).toString('base64url') : null,
  };
}
