import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PROPERTY_RUNS } from '../../../../test/support/property-runs.js';
import { readCsv } from '../../../../test/support/csv-reader.js';
import { csvLine, decimal, integer, percent, text, unguarded } from './csv.js';
import { minorDigits } from './money.js';

const NASTY = [...'=+-@＝＋－＠\'"\t\r\n\0,;  a1'];
const words = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...NASTY), { maxLength: 8 }).map((signs) => signs.join('')),
);
const table = fc
  .integer({ min: 1, max: 6 })
  .chain((width) =>
    fc.array(fc.array(words, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
  );
const FORMULA = /^(?:[\t\r\n\0]|[\s\p{Cc}]*[=+\-@＝＋－＠])/u;

describe('a CSV file', () => {
  it('invariant 28: gives every text back, in rows of one width', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const file = rows.map((row) => csvLine(row.map(text))).join('');
        const read = readCsv(file);
        expect(read.map((row) => row.map(unguarded))).toEqual(rows);
        expect(new Set(read.map(({ length }) => length)).size).toBe(1);
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 28: begins no text with what a spreadsheet computes', () => {
    fc.assert(
      fc.property(words, (word) => {
        const [[cell = ''] = []] = readCsv(csvLine([text(word)]));
        expect(cell).not.toMatch(FORMULA);
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 28: holds amounts that read back as the same minor units', () => {
    const amount = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -2_000, max: 2_000 }));
    fc.assert(
      fc.property(amount, fc.constantFrom('USD', 'JPY', 'KWD', 'EUR'), (minor, currency) => {
        const [[money = '', plain = ''] = []] = readCsv(csvLine([decimal(minor, currency), integer(minor)]));
        expect(money).toMatch(/^-?\d+(\.\d+)?$/);
        expect(money.split('.')[1]?.length ?? 0).toBe(minorDigits(currency));
        expect(BigInt(money.replace('.', ''))).toBe(BigInt(minor));
        expect(plain).toBe(String(minor));
      }),
      PROPERTY_RUNS,
    );
  });

  it('writes rates with two digits', () => {
    expect([0, 5, 250, 2_000, 3_333].map((bps) => csvLine([percent(bps)]).trim())).toEqual([
      '0.00',
      '0.05',
      '2.50',
      '20.00',
      '33.33',
    ]);
  });
});
