import { execFileSync } from 'node:child_process';

/** Where a program is, by the variable that `npm run test:browsers` sets, else by the PATH. */
export function findProgram(name: string, variable?: string): string {
  const known = variable && process.env[variable];
  if (known) return known;
  try {
    return execFileSync('which', [name], { encoding: 'utf8' }).trim();
  } catch {
    throw new Error(`${name} is not on the PATH: npm run test:browsers installs it`);
  }
}
