// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', '.data', '.git', 'coverage']);

/**
 * Every file below `folder`, as sorted paths relative to it, with `/` on every system.
 * @param {string} folder
 * @returns {string[]}
 */
export function listFiles(folder) {
  if (!existsSync(folder)) return [];
  /** @type {string[]} */
  const found = [];
  /** @param {string} at */
  const walk = (at) => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      if (SKIPPED.has(entry.name)) continue;
      const path = join(at, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) found.push(relative(folder, path).split(sep).join('/'));
    }
  };
  walk(folder);
  return found.sort();
}

/** @param {string | Buffer} content */
export const digest = (content) => createHash('sha256').update(content).digest('hex').slice(0, 24);

/** @param {string} path */
export const digestFile = (path) => digest(readFileSync(path));

/**
 * One digest over the names and contents of all files in some folders or files.
 * @param {string[]} paths
 */
export function digestAll(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
    if (isFile) hash.update(readFileSync(path));
    else for (const file of listFiles(path)) hash.update(`${file}\0`).update(readFileSync(join(path, file)));
    hash.update('\0\0');
  }
  return hash.digest('hex').slice(0, 24);
}

/**
 * @param {string} path
 * @returns {unknown} undefined where there is no readable JSON file
 */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} path
 * @param {unknown} value
 * @param {number} [mode]
 */
export function writeJson(path, value, mode = 0o644) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`, { mode });
}
