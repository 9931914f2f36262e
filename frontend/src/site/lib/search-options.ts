import type { Options } from 'minisearch';

/** One part of a page, from a heading to the next. */
export interface SearchPart {
  /** `/docs/embed#consent`. */
  readonly id: string;
  /** Title of the page. */
  readonly page: string;
  /** Words of the heading; of the page where the part is its beginning. */
  readonly title: string;
  readonly text: string;
  /** The first words of the text, to show. */
  readonly excerpt: string;
}

/** Shared by the build, which makes the index, and the browser, which reads it. */
export const SEARCH: Options<SearchPart> = {
  fields: ['title', 'page', 'text'],
  storeFields: ['page', 'title', 'excerpt'],
  // Underscores and hyphens stay in names: `call.ended` is two words, `GEMINI_API_KEY` is one.
  tokenize: (text) => text.split(/[^\p{L}\p{N}_]+/u),
  searchOptions: {
    boost: { title: 4, page: 2 },
    prefix: (term) => term.length > 1,
    fuzzy: (term) => (term.length > 4 ? 0.2 : false),
    combineWith: 'AND',
  },
};
