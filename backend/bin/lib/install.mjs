// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { digestFile, readJson, writeJson } from './files.mjs';
import { nodeVersionProblem } from './node-version.mjs';
import { CACHE, fromRoot } from './paths.mjs';
import { complain, dim, seconds, userError } from './print.mjs';
import { run } from './run.mjs';

const STAMP = join(CACHE, 'installed.json');

/** What npm writes at the end of an install; its absence means that an install was cut short. */
const NPM_RECORD = fromRoot('node_modules', '.package-lock.json');

/**
 * Makes node_modules agree with package-lock.json: installs where packages are missing or the lock file has changed since
 * the last time. A node_modules that npm itself has brought up to date (newer than the lock file) is taken as it is.
 */
export async function ensureInstalled() {
  const problem = nodeVersionProblem(process.versions.node);
  if (problem) throw userError(problem);

  const wanted = digestFile(fromRoot('package-lock.json'));
  if (existsSync(NPM_RECORD)) {
    if (readJson(STAMP) === wanted) return;
    if (await lockIsSatisfied()) {
      writeJson(STAMP, wanted);
      return;
    }
  }
  complain('Installing packages (npm ci); the first time this takes a minute or two …');
  const result = await run(npm(), ['ci', '--no-audit', '--no-fund']);
  if (result.code !== 0) throw userError(`npm ci failed:\n${result.output.trim()}`);
  writeJson(STAMP, wanted);
  complain(`Installed ${dim(`(${seconds(result.ms)})`)}`);
}

/** True where every package of the lock file stands in node_modules in the version that it names. */
async function lockIsSatisfied() {
  const lock = packagesOf(fromRoot('package-lock.json'));
  const installed = packagesOf(NPM_RECORD);
  return Object.entries(lock).every(([path, entry]) => {
    if (path === '' || entry.link || !path.includes('node_modules/')) return true;
    return entry.optional || installed[path]?.version === entry.version;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, link?: boolean, optional?: boolean }>}
 */
function packagesOf(file) {
  const content = readJson(file);
  return content && typeof content === 'object' && 'packages' in content
    ? /** @type {Record<string, { version?: string }>} */ (content.packages)
    : {};
}

const npm = () => (process.platform === 'win32' ? 'npm.cmd' : 'npm');
