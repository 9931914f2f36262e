// @ts-check
import { existsSync } from 'node:fs';
import { complain, dim } from '../lib/print.mjs';
import { run } from '../lib/run.mjs';

/** Debian's packages may be installed without asking only where we already are the machine's administrator. */
export const aptAllowed = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/**
 * @param {string} name
 * @returns {Promise<string | undefined>} what went wrong, or nothing
 */
export async function aptInstall(name) {
  complain(dim(`Installing ${name} with apt-get …`));
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run('apt-get', ['install', '-y', '-q', '--no-install-recommends', name], { env });
  // A fresh machine has no package lists; one in use usually has, and saves the time.
  let result = await install();
  if (result.code !== 0) {
    await run('apt-get', ['update', '-q'], { env });
    result = await install();
  }
  return result.code === 0 ? undefined : result.output.trim().split('\n').slice(-3).join('\n');
}
