import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/**
 * The fenced blocks of a page whose fence says exactly `fence`, for example `sql` or `sh run`, so that what readers copy
 * is what tests run.
 * @param page its path from the root of the repository
 */
export function blocksOf(page: string, fence: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^( *)```([^\n]+)\n(.*?)^\1```$/gms)]
    .filter(([, , said]) => said === fence)
    .map(([, indent = '', , block = '']) => block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}
