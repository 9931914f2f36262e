// @ts-check
import { bold, dim, green, red, say } from '../lib/print.mjs';

/**
 * The parts of jest's JSON report that we read.
 * @typedef {object} JestReport
 * @property {{ name: string, status: string, message: string, assertionResults: { status: string }[] }[]} testResults
 */

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed  a file that could not even run counts as one failure
 * @property {number} skipped
 */

/** @param {JestReport} report @returns {Tally} */
export function tally(report) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report.testResults) {
    const before = total.failed;
    for (const { status } of file.assertionResults) {
      if (status === 'passed') total.passed++;
      else if (status === 'failed') total.failed++;
      else total.skipped++;
    }
    if (file.status === 'failed' && total.failed === before) total.failed++;
  }
  return total;
}

/**
 * @param {string} suite
 * @param {Tally} counts
 * @param {number} ms
 */
export function printSuite(suite, { passed, failed, skipped }, ms) {
  const mark = failed > 0 ? red('FAIL') : green('ok  ');
  const left = skipped > 0 ? `, ${skipped} skipped` : '';
  say(
    `${mark} ${bold(suite)}: ${passed} passed, ${failed} failed${left} ${dim(`(${(ms / 1000).toFixed(1)} s)`)}`,
  );
}

/**
 * @param {Tally[]} tallies
 * @param {boolean} ci
 * @returns {number} exit code
 */
export function printTotal(tallies, ci) {
  const sum = (/** @type {keyof Tally} */ key) => tallies.reduce((total, one) => total + one[key], 0);
  const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')];
  const skippedInCi = ci && skipped > 0;
  say('');
  if (skippedInCi) say(red(`${skipped} skipped, which is a failure in CI`));
  else if (skipped > 0) say(dim(`${skipped} skipped`));
  say(`${passed} passed, ${failed} failed`);
  return failed > 0 || skippedInCi || passed === 0 ? 1 : 0;
}
