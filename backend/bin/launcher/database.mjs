// @ts-check
import { fromRoot } from '../lib/paths.mjs';
import { userError } from '../lib/print.mjs';
import { run } from '../lib/run.mjs';

const CLI = fromRoot('backend', 'dist', 'cli.js');

/**
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 */
async function cli(args, env) {
  const result = await run(process.execPath, ['--enable-source-maps', CLI, ...args], {
    env: { ...env, LOG_LEVEL: 'error' },
  });
  if (result.code !== 0) throw userError(`"${args.join(' ')}" failed:\n${result.output.trim()}`);
  return result.output;
}

/** @param {Record<string, string | undefined>} env */
export const migrate = (env) => cli(['migrate'], env);

/**
 * Makes the demo team, or finds it.
 * @param {Record<string, string | undefined>} env
 * @param {string} [email]  of another team than the usual one
 * @returns {Promise<import('./banner.mjs').Demo>}
 */
export async function seed(env, email) {
  const output = await cli(['seed', '--json', ...(email ? ['--email', email] : [])], env);
  return JSON.parse(output.split('\n').findLast((line) => line.startsWith('{')) ?? '{}');
}
