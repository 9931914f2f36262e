// @ts-check
import { userError } from '../../bin/lib/print.mjs';
import { benchCommand } from './bench-command.mjs';
import { FrontDoor } from './front-door.mjs';
import { onStack } from './stack.mjs';

/**
 * A measurement of calls behind one door, as a command that takes `--calls`.
 * @template Report
 * @param {object} command
 * @param {string} command.help
 * @param {number} command.usualCalls
 * @param {(stack: import('./stack.mjs').Stack, door: FrontDoor, calls: number) => Promise<Report>} command.examine
 * @param {(report: Report) => string} command.describe
 * @param {(report: Report) => boolean} command.isGood
 * @returns {Promise<number>} exit code
 */
export function behindDoor({ help, usualCalls, examine, describe, isGood }) {
  return benchCommand({
    help,
    defaults: { calls: String(usualCalls) },
    measure: (values) => {
      const calls = Number(values.calls);
      if (!(calls > 0)) throw userError('--calls takes a number.');
      return onStack(calls, async (stack) => {
        const door = new FrontDoor();
        try {
          return await examine(stack, door, calls);
        } finally {
          door.close();
        }
      });
    },
    describe,
    isGood,
  });
}
