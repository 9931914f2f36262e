import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** A fenced block, without the indentation of the list that it stands in, and what its fence says: `sql`, `sh run`. */
export interface DocBlock {
  readonly fence: string;
  readonly block: string;
}

/** @param page its path from the root of the repository */
export function allBlocksOf(page: string): DocBlock[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^( *)```([^\n]*)\n(.*?)^\1```$/gms)].map(
    ([, indent = '', fence = '', block = '']) => ({
      fence,
      block: block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
}

/** The blocks of a page whose fence says exactly `fence`, so that what readers copy is what tests run. */
export const blocksOf = (page: string, fence: string): string[] =>
  allBlocksOf(page)
    .filter((one) => one.fence === fence)
    .map(({ block }) => block);
