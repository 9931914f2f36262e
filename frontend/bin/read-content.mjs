// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join, sep } from 'node:path';

const BLOG = join(import.meta.dirname, '..', 'content', 'blog');
const DOCS = join(import.meta.dirname, '..', '..', 'docs');

/**
 * The Markdown and the drawings that the public pages are made of.
 * @returns {import('../src/site/render-site.js').SiteContent}
 */
export const readContent = () => ({
  articles: textsIn(BLOG, '.md', (name) => basename(name, '.md')),
  drawings: textsIn(BLOG, '.svg', (name) => name),
  documents: treeOf(DOCS, '.md'),
  documentDrawings: treeOf(DOCS, '.svg'),
});

/**
 * @param {string} folder
 * @param {string} extension
 * @param {(name: string) => string} keyOf
 * @returns {Record<string, string>}
 */
function textsIn(folder, extension, keyOf) {
  const names = readdirSync(folder).filter((name) => extname(name) === extension);
  return Object.fromEntries(names.map((name) => [keyOf(name), readFileSync(join(folder, name), 'utf8')]));
}

/**
 * @param {string} folder
 * @param {string} extension
 * @returns {Record<string, string>}  by the path within the folder
 */
function treeOf(folder, extension) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    files
      .filter((file) => extname(file) === extension)
      .map((file) => [file.split(sep).join('/'), readFileSync(join(folder, file), 'utf8')]),
  );
}
