import MiniSearch from 'minisearch';
import type { DocumentPage } from './documents.js';
import { plainWords } from './markdown.js';
import { SEARCH, type SearchPart } from './search-options.js';

const EXCERPT = 110;

/** The index of all pages as JSON. */
export function searchIndex(documents: readonly DocumentPage[]): string {
  const index = new MiniSearch<SearchPart>(SEARCH);
  index.addAll(documents.flatMap(partsOf));
  return JSON.stringify(index);
}

export function partsOf({ path, title: page, html }: DocumentPage): SearchPart[] {
  return html.split(/(?=<h[23] id=")/).flatMap((piece) => {
    const heading = /^<h[23] id="([^"]*)">(.*?)(?: <a class="anchor".*?)?<\/h[23]>/s.exec(piece);
    const text = plainWords(piece.slice(heading?.[0].length ?? 0).replace(/<\/(p|li|td|th|code)>/g, ' $&'))
      .replace(/\s+/g, ' ')
      .trim();
    if (!heading && text === '') return [];
    const title = heading ? plainWords(heading[2] ?? '') : page;
    const id = heading ? `${path}#${heading[1]}` : path;
    const excerpt = text.length > EXCERPT ? `${text.slice(0, EXCERPT).replace(/\s+\S*$/, '')} …` : text;
    return [{ id, page, title, text, excerpt }];
  });
}
