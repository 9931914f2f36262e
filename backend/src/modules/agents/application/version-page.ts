import type { Page } from '@orbisvoice/contracts';
import { AppError } from '../../../platform/http/index.js';

/** The version behind a cursor of a list of versions. */
export function numberOfCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^v[1-9][0-9]{0,6}$/.test(text))
    throw new AppError('bad_request', { details: [{ path: 'cursor', message: 'is not one of ours' }] });
  return Number(text.slice(1));
}

/** Turns `limit + 1` rows into a page of `limit`: the extra row only says that there is more. */
export function pageByNumber<Row extends { number: number }, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    items: shown.map(toItem),
    nextCursor: more ? Buffer.from(`v${last.number}`).toString('base64url') : null,
  };
}
