import { startProgram } from './program.js';

/** Runs a measuring command in its short form; its report, which is one line of JSON. */
export async function benchReport(script: string, ...args: string[]): Promise<Record<string, unknown>> {
  const command = startProgram(`backend/bench/${script}`, [...args, '--json'], process.env);
  await command.ended;
  const line = command
    .output()
    .split('\n')
    .find((text) => text.startsWith('{'));
  if (line === undefined) throw new Error(`${script} printed no report:\n${command.output()}`);
  return JSON.parse(line) as Record<string, unknown>;
}
