// @ts-check

/**
 * @param {number[]} values
 * @param {number} part  0.5 for the median
 */
export function percentile(values, part) {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

/** @param {number[]} values */
export const p50 = (values) => percentile(values, 0.5);
/** @param {number[]} values */
export const p95 = (values) => percentile(values, 0.95);
/** @param {number[]} values */
export const p99 = (values) => percentile(values, 0.99);

/** The percentiles that a report holds. @param {number[]} values */
export const spread = (values) => ({ p50: p50(values), p95: p95(values), p99: p99(values) });

/**
 * @param {number} value
 * @param {number} [digits]
 */
export const fixed = (value, digits = 2) => (Number.isFinite(value) ? value.toFixed(digits) : '–');

/**
 * A table for the terminal, columns as wide as their widest cell; the first column to the left, numbers to the right.
 * @param {string[]} head
 * @param {string[][]} rows
 */
export function table(head, rows) {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (/** @type {string[]} */ cells) =>
    `  ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`;
  return [line(head), `  ${widths.map((width) => '─'.repeat(width)).join('  ')}`, ...rows.map(line)].join(
    '\n',
  );
}
