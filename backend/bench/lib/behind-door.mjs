// @ts-check
import { parseArgs } from 'node:util';
import { say, userError } from '../../bin/lib/print.mjs';
import { FrontDoor } from './front-door.mjs';
import { Stack } from './stack.mjs';

/**
 * A measurement of calls behind one door, as a command: `--calls`, `--json`, `--help`, a stack of its own that is gone
 * afterwards.
 * @template Report
 * @param {object} command
 * @param {string} command.help
 * @param {number} command.usualCalls
 * @param {(stack: Stack, door: FrontDoor, calls: number) => Promise<Report>} command.examine
 * @param {(report: Report) => string} command.describe
 * @param {(report: Report) => boolean} command.isGood
 * @returns {Promise<number>} exit code
 */
export async function behindDoor({ help, usualCalls, examine, describe, isGood }) {
  const { values } = parseArgs({
    options: {
      calls: { type: 'string', default: String(usualCalls) },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(help);
    return 0;
  }
  const calls = Number(values.calls);
  if (!(calls > 0)) throw userError('--calls takes a number.');
  const stack = await Stack.start(calls);
  const door = new FrontDoor();
  try {
    const report = await examine(stack, door, calls);
    say(values.json ? JSON.stringify(report) : describe(report));
    return isGood(report) ? 0 : 1;
  } finally {
    door.close();
    await stack.stop();
  }
}
