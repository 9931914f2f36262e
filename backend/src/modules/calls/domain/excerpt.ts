import type { SearchExcerpt } from '@orbisvoice/contracts';

/** Signs around found words; text of calls holds neither. */
export const FOUND_START = '\u0002';
export const FOUND_END = '\u0003';

/** A marked text as pieces that are and are not what was searched for. */
export function excerptOf(marked: string): SearchExcerpt[] {
  return marked
    .replace(/\s+/g, ' ')
    .split(new RegExp(`(${FOUND_START}[^${FOUND_END}]*${FOUND_END})`))
    .filter((piece) => piece !== '')
    .map((piece) =>
      piece.startsWith(FOUND_START)
        ? { text: piece.slice(1, -1), found: true }
        : { text: piece, found: false },
    );
}
