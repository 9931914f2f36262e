// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** JavaScript that a page may need before it is there, compressed. */
export const PAGE_BUDGET_BYTES = 120 * 1024;
const ENTRY = 'index.html';
const PAGES = 'src/app/routes/';

/** @typedef {{ file: string, imports?: string[], isDynamicEntry?: boolean }} Chunk */

/**
 * Weight of every page of the dashboard: its own code, that of the frames around it (`layout.tsx` in its folder and in
 * those above) and of all that they import, without what is fetched later on.
 * @param {string} folder  of the built application
 * @param {string} manifestFile  which chunk imports which, as Vite writes it
 * @returns {{ page: string, bytes: number }[]} heaviest first
 */
export function pageWeights(folder, manifestFile) {
  /** @type {Record<string, Chunk>} */
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  const bytesOf = sizes(folder);
  const pages = Object.keys(manifest).filter(
    (name) => name.startsWith(PAGES) && manifest[name]?.isDynamicEntry && !name.endsWith('/layout.tsx'),
  );
  return pages
    .map((page) => {
      const files = closure(manifest, [ENTRY, ...framesOf(page, manifest), page]);
      return {
        page: page.slice(PAGES.length).replace(/\.tsx$/, ''),
        bytes: files.reduce((sum, file) => sum + bytesOf(file), 0),
      };
    })
    .sort((one, other) => other.bytes - one.bytes);
}

/** @param {string} page @param {Record<string, Chunk>} manifest */
function framesOf(page, manifest) {
  const frames = [];
  for (let folder = dirname(page); `${folder}/`.startsWith(PAGES); folder = dirname(folder))
    if (manifest[`${folder}/layout.tsx`]) frames.push(`${folder}/layout.tsx`);
  return frames;
}

/** @param {Record<string, Chunk>} manifest @param {string[]} names */
function closure(manifest, names) {
  const seen = new Set(names);
  for (const name of seen) for (const next of manifest[name]?.imports ?? []) seen.add(next);
  return [...seen].flatMap((name) => manifest[name]?.file ?? []).filter((file) => file.endsWith('.js'));
}

/** @param {string} folder */
function sizes(folder) {
  /** @type {Map<string, number>} */
  const known = new Map();
  return (/** @type {string} */ file) => {
    const path = join(folder, file);
    const bytes = known.get(file) ?? (existsSync(path) ? gzipSync(readFileSync(path)).length : 0);
    known.set(file, bytes);
    return bytes;
  };
}
