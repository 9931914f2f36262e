import type { LucideIcon } from 'lucide-react';

/** Something that the palette offers. */
export interface PaletteEntry {
  id: string;
  group: string;
  text: string;
  /** More words by which it is found, and a line beside the text. */
  hint?: string;
  Icon: LucideIcon;
  run: () => void;
}

const wordsOf = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean);

/** 0: the text begins with the query; 1: a word of it does; 2: it stands somewhere; undefined: some word is missing. */
function rank({ text, hint = '' }: PaletteEntry, query: string): number | undefined {
  const all = `${text} ${hint}`.toLowerCase();
  const words = wordsOf(query);
  if (!words.every((word) => all.includes(word))) return undefined;
  if (text.toLowerCase().startsWith(query.trim().toLowerCase())) return 0;
  const begins = wordsOf(all.replace(/[^\p{L}\p{N}]+/gu, ' '));
  return words.every((word) => begins.some((begin) => begin.startsWith(word))) ? 1 : 2;
}

/**
 * What fits the query, each group together and the group with the best match first. Without a query everything, as it
 * was given.
 */
export function matching(entries: readonly PaletteEntry[], query: string): PaletteEntry[] {
  const found = entries.flatMap((entry) => {
    const at = rank(entry, query);
    return at === undefined ? [] : [{ entry, at }];
  });
  const best = new Map<string, number>();
  for (const { entry, at } of found) best.set(entry.group, Math.min(at, best.get(entry.group) ?? at));
  const places = [...best].sort(([, one], [, other]) => one - other).map(([group]) => group);
  return found
    .sort(
      (one, other) =>
        places.indexOf(one.entry.group) - places.indexOf(other.entry.group) || one.at - other.at,
    )
    .map(({ entry }) => entry);
}
