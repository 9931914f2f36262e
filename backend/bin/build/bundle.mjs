// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { digestAll, readJson, writeJson } from '../lib/files.mjs';
import { CACHE, fromRoot } from '../lib/paths.mjs';
import { userError } from '../lib/print.mjs';
import { runTool } from '../lib/run.mjs';

/**
 * What the browser gets. `inputs` are all files that the bundle depends on besides npm packages, which package-lock.json
 * stands for.
 */
const BUNDLES = [
  {
    name: 'dashboard',
    folder: 'frontend',
    needs: 'frontend/index.html',
    output: 'frontend/dist/index.html',
    inputs: ['frontend', 'libs/contracts/src', 'libs/voice-client/src', 'package-lock.json'],
  },
];

/**
 * Bundles what changed.
 * @returns {Promise<{ name: string, changed: boolean }[]>}
 */
export async function bundleAll() {
  const done = [];
  for (const bundle of BUNDLES) {
    if (!existsSync(fromRoot(bundle.needs))) continue;
    const stampFile = join(CACHE, `build-${bundle.name}.json`);
    const fresh = digestAll(bundle.inputs.map((input) => fromRoot(input)));
    const upToDate = readJson(stampFile) === fresh && existsSync(fromRoot(bundle.output));
    if (!upToDate) {
      const result = await runTool('vite/bin/vite.js', ['build', '--logLevel', 'warn'], {
        cwd: fromRoot(bundle.folder),
        env: { NODE_ENV: 'production' },
      });
      if (result.code !== 0) throw userError(`The ${bundle.name} does not build:\n${result.output}`);
      writeJson(stampFile, fresh);
    }
    done.push({ name: bundle.name, changed: !upToDate });
  }
  return done;
}
