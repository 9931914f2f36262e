import { callerFromEnvironment } from '../../platform/config/environment.js';
import { runCall } from './run-call.js';

/** The headless caller with this process for its terminal. */
export const runCallCommand = (args: string[]): Promise<number> =>
  runCall(args, {
    ...callerFromEnvironment(),
    print: (text) => process.stdout.write(`${text}\n`),
    complain: (text) => process.stderr.write(`${text}\n`),
  });
