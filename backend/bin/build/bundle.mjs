// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { digestAll, readJson, writeJson } from '../lib/files.mjs';
import { CACHE, fromRoot } from '../lib/paths.mjs';
import { userError } from '../lib/print.mjs';
import { run } from '../lib/run.mjs';
import { PAGE_BUDGET_BYTES, pageWeights } from './page-weights.mjs';

/**
 * What the browser gets. `inputs` are all files that the bundle depends on besides npm packages, which package-lock.json
 * stands for.
 */
export const BUNDLES = [
  {
    name: 'dashboard and public site',
    folder: 'frontend',
    needs: 'frontend/index.html',
    output: 'frontend/dist/404.html',
    inputs: ['frontend', 'docs', 'libs/contracts/src', 'libs/voice-client/src', 'package-lock.json'],
    /** @param {string} cwd */
    build: (cwd) => run(process.execPath, ['build.mjs'], { cwd, env: { NODE_ENV: 'production' } }),
    judge: weighPages,
  },
  {
    name: 'widget',
    folder: 'widget',
    needs: 'widget/build.mjs',
    output: 'widget/dist/widget.js',
    inputs: ['widget', 'libs/contracts/src', 'libs/voice-client/src', 'package-lock.json'],
    /** @param {string} cwd */
    build: (cwd) => run(process.execPath, ['build.mjs'], { cwd }),
  },
];

/**
 * Bundles what changed. `notes` are what there is to say about a new one.
 * @returns {Promise<{ name: string, changed: boolean, notes: string[] }[]>}
 */
export async function bundleAll() {
  const done = [];
  for (const bundle of BUNDLES) {
    if (!existsSync(fromRoot(bundle.needs))) continue;
    const stampFile = join(CACHE, `build-${bundle.name}.json`);
    const fresh = digestAll(bundle.inputs.map((input) => fromRoot(input)));
    const upToDate = readJson(stampFile) === fresh && existsSync(fromRoot(bundle.output));
    if (!upToDate) {
      const result = await bundle.build(fromRoot(bundle.folder));
      if (result.code !== 0) throw userError(`The ${bundle.name} does not build:\n${result.output}`);
      const notes = bundle.judge?.(fromRoot(bundle.folder)) ?? [];
      writeJson(stampFile, fresh);
      done.push({ name: bundle.name, changed: true, notes });
      continue;
    }
    done.push({ name: bundle.name, changed: false, notes: [] });
  }
  return done;
}

/**
 * A line for each page. Too heavy a page is no page: the build fails.
 * @param {string} folder
 */
function weighPages(folder) {
  const weights = pageWeights(join(folder, 'dist'), join(CACHE, 'site', 'manifest.json'));
  const lines = weights.map(({ page, bytes }) => `${(bytes / 1024).toFixed(1).padStart(6)} KB  ${page}`);
  const heavy = weights.filter(({ bytes }) => bytes > PAGE_BUDGET_BYTES);
  if (heavy.length > 0)
    throw userError(
      `JavaScript of a page, compressed, may be ${PAGE_BUDGET_BYTES / 1024} KB; move what it does not need at once behind import():\n${lines.join('\n')}`,
    );
  return lines;
}
