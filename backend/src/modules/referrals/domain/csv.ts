import { minorDigits, type Currency, type Minor } from './money.js';

/** One cell. Texts are anybody's words; the rest comes from typed formatters and holds digits and signs of ours only. */
export type Cell = { readonly text: string } | { readonly plain: string } | null;

/** What makes a spreadsheet compute: at the beginning, or behind blanks, control characters and apostrophes. */
const TRIGGER = /^'*(?:[\t\r\n\0]|[\s\p{Cc}]*[=+\-@＝＋－＠])/u;

/**
 * RFC 4180 with CRLF. Every text is quoted, whatever is in it; one that a spreadsheet might take for a formula gets one
 * apostrophe in front. Whoever reads the file back takes one apostrophe off where such a beginning follows it.
 */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cellOf).join(',')}\r\n`;

function cellOf(cell: Cell): string {
  if (cell === null) return '';
  if ('plain' in cell) return cell.plain;
  const guarded = TRIGGER.test(cell.text) ? `'${cell.text}` : cell.text;
  return `"${guarded.replaceAll('"', '""')}"`;
}

/** Undoes the guard of `csvLine`. */
export const unguarded = (text: string): string =>
  text.startsWith("'") && TRIGGER.test(text.slice(1)) ? text.slice(1) : text;

export const text = (value: string | null | undefined): Cell => (value == null ? null : { text: value });

export function integer(value: number): Cell {
  if (!Number.isSafeInteger(value)) throw new RangeError('not an integer that is exact');
  return { plain: String(value) };
}

/** `-12.50`: as many digits as the currency has, no separators. */
export function decimal(amountMinor: Minor, currency: Currency): Cell {
  if (!Number.isSafeInteger(amountMinor)) throw new RangeError('not an amount that is exact');
  const digits = minorDigits(currency);
  const figures = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  const whole = figures.slice(0, figures.length - digits);
  const sign = amountMinor < 0 ? '-' : '';
  return { plain: `${sign}${whole}${digits > 0 ? `.${figures.slice(-digits)}` : ''}` };
}

/** 2000 basis points are `20.00`. */
export const percent = (bps: number | null): Cell =>
  bps === null ? null : { plain: `${Math.floor(bps / 100)}.${String(bps % 100).padStart(2, '0')}` };

/** ISO 8601 in UTC. */
export const instant = (at: Date | null): Cell => (at === null ? null : { plain: at.toISOString() });

/** `YYYY-MM-DD`. */
export const day = (at: Date | null): Cell => (at === null ? null : { plain: at.toISOString().slice(0, 10) });
