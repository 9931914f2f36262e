// @ts-check
import { parseArgs } from 'node:util';
import { say } from '../../bin/lib/print.mjs';

/**
 * A command that measures and prints one report; beside its own options it takes `--json` and `--help`.
 * @template {Record<string, string | boolean>} Values
 * @template Report
 * @param {object} command
 * @param {string} command.help
 * @param {Values} command.defaults  of its own options
 * @param {(values: Values) => Promise<Report>} command.measure
 * @param {(report: Report) => string} command.describe
 * @param {(report: Report) => boolean} command.isGood
 * @returns {Promise<number>} exit code
 */
export async function benchCommand({ help, defaults, measure, describe, isGood }) {
  const { values } = parseArgs({ options: optionsOf({ ...defaults, json: false, help: false }) });
  if (values.help) {
    say(help);
    return 0;
  }
  const report = await measure(/** @type {Values} */ (values));
  say(values.json ? JSON.stringify(report) : describe(report));
  return isGood(report) ? 0 : 1;
}

/** @param {Record<string, string | boolean>} defaults */
function optionsOf(defaults) {
  return Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [
      name,
      { type: /** @type {'string' | 'boolean'} */ (typeof value), default: value },
    ]),
  );
}
