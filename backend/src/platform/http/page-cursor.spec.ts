import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AppError } from './app-error.js';
import { decodeCursor, encodeCursor, toPage } from './page-cursor.js';

const key = fc.record({ at: fc.date({ noInvalidDate: true }), id: fc.uuid() });

describe('page cursor', () => {
  it('brings back the place that it names', () => {
    fc.assert(fc.property(key, (place) => expect(decodeCursor(encodeCursor(place))).toEqual(place)));
  });

  it('refuses whatever it did not make, naming the parameter', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const decode = () => decodeCursor(text);
        expect(decode).toThrow(AppError);
        expect(decode).toThrow(expect.objectContaining({ code: 'bad_request' }));
      }),
    );
  });
});

describe('toPage', () => {
  const rows = [3, 2, 1].map((n) => ({ at: new Date(n), id: `0195d8a0-0000-7000-8000-00000000000${n}` }));
  const page = (limit: number) =>
    toPage(
      rows,
      limit,
      (row) => row,
      (row) => row.at.getTime(),
    );

  it('names a next page only where a row is left over', () => {
    expect(page(3)).toEqual({ items: [3, 2, 1], nextCursor: null });
    expect(page(2)).toEqual({ items: [3, 2], nextCursor: encodeCursor(rows[1]!) });
  });
});
