// @ts-check
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { transform } from '@swc/core';
import { digest, digestFile, listFiles, readJson, writeJson } from '../lib/files.mjs';
import { CACHE, fromRoot } from '../lib/paths.mjs';
import { userError } from '../lib/print.mjs';
import { inParallel } from '../lib/run.mjs';

/**
 * @typedef {object} Target
 * @property {string} name  for the stamp's file name
 * @property {string} from  folder of TypeScript sources
 * @property {string} to  folder that is wholly ours: what has no source is removed
 */

/** What Node runs. */
export function compileTargets() {
  const libs = readdirSync(fromRoot('libs'))
    .filter((name) => existsSync(fromRoot('libs', name, 'src')))
    .map((name) => ({ name, from: fromRoot('libs', name, 'src'), to: fromRoot('libs', name, 'dist') }));
  return [...libs, { name: 'backend', from: fromRoot('backend', 'src'), to: fromRoot('backend', 'dist') }];
}

const SPEC = /\.spec\.tsx?$/;
const SOURCE = /\.tsx?$/;
const TYPES_ONLY = /\.d\.ts$/;
/** Parallel swc transforms; each runs in Rust's own thread pool, so more than the cores hides the file reads. */
const WIDTH = 8;

/**
 * Compiles what changed since the last time: a file is up to date when its digest and the compiler's settings are those
 * of the stamp and its output is still there.
 * @param {Target} target
 * @returns {Promise<{ total: number, changed: number }>}
 */
export async function compile(target) {
  const stampFile = join(CACHE, `build-${target.name}.json`);
  const settings = readFileSync(fromRoot('.swcrc'), 'utf8');
  const settingsDigest = digest(settings + target.to);
  const before = /** @type {{ settings?: string, files?: Record<string, string> } | undefined} */ (
    readJson(stampFile)
  );
  const known = before?.settings === settingsDigest ? (before.files ?? {}) : {};

  const sources = listFiles(target.from).filter((file) => !SPEC.test(file) && !TYPES_ONLY.test(file));
  /** @type {Record<string, string>} */
  const files = {};
  /** @type {string[]} */
  const stale = [];
  for (const file of sources) {
    const fresh = digestFile(join(target.from, file));
    files[file] = fresh;
    if (known[file] !== fresh || !existsSync(join(target.to, outputOf(file)))) stale.push(file);
  }
  for (const file of Object.keys(known)) if (!(file in files)) removeOutput(target, file);

  const { exclude: _notForOneFile, ...options } = JSON.parse(settings);
  await inParallel(stale, WIDTH, (file) => emit(target, file, options));
  if (stale.length > 0 || sources.length !== Object.keys(known).length)
    writeJson(stampFile, { settings: settingsDigest, files });
  return { total: sources.length, changed: stale.length };
}

/** @param {string} file */
const outputOf = (file) => file.replace(SOURCE, '.js');

/**
 * @param {Target} target
 * @param {string} file
 * @param {import('@swc/core').Options} options
 */
async function emit(target, file, options) {
  const source = join(target.from, file);
  const output = join(target.to, outputOf(file));
  mkdirSync(dirname(output), { recursive: true });
  if (!SOURCE.test(file)) {
    copyFileSync(source, output);
    return;
  }
  const compiled = transform(readFileSync(source, 'utf8'), { ...options, filename: source, swcrc: false });
  const result = await compiled.catch((error) => {
    // The compiler's own stack follows its message and says nothing about the file.
    throw userError(`Cannot compile ${source}:\n${String(error.message).split('Caused by:')[0]?.trim()}`);
  });
  const mapName = `${output.split('/').pop()}.map`;
  writeFileSync(output, `${result.code}\n//# sourceMappingURL=${mapName}\n`);
  if (result.map) writeFileSync(`${output}.map`, result.map);
}

/**
 * @param {Target} target
 * @param {string} file
 */
function removeOutput(target, file) {
  const output = join(target.to, outputOf(file));
  rmSync(output, { force: true });
  rmSync(`${output}.map`, { force: true });
}
