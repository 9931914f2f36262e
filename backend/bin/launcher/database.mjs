// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, writeJson } from '../lib/files.mjs';
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
 * Makes the demo team, or finds it. What the demo keys are is told once and kept for `npm run call`, readable by the
 * owner of the data folder only.
 * @param {Record<string, string | undefined>} env
 * @param {string} dataFolder
 * @param {string} apiUrl
 * @returns {Promise<import('./banner.mjs').Demo>}
 */
export async function seed(env, dataFolder, apiUrl) {
  const output = await cli(['seed', '--json'], env);
  const line = output.split('\n').findLast((text) => text.startsWith('{')) ?? '{}';
  const demo = /** @type {import('./banner.mjs').Demo} */ (JSON.parse(line));
  const file = join(dataFolder, 'demo.json');
  const kept = existsSync(file) ? /** @type {Record<string, unknown>} */ (readJson(file)) : {};
  const { agentId, secretKey = kept.secretKey, publishableKey = kept.publishableKey } = demo;
  writeJson(file, { url: apiUrl, agentId, publishableKey, secretKey }, 0o600);
  return demo;
}
