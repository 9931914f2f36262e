import type { ReactNode } from 'react';

/** One public page and everything that is said about it outside of its text. */
export interface Page {
  /** `/features`. */
  readonly path: string;
  /** In tabs and search results; the name of the product is added where it is missing. */
  readonly title: string;
  /** 50 to 170 characters: what a search result or a shared link says. */
  readonly description: string;
  /** A picture of 1200 × 630 under `/social/`. */
  readonly card: string;
  readonly kind?: 'website' | 'article';
  /** Statements for machines about what the page shows; never more than it says itself. */
  readonly facts?: readonly object[];
  /** ISO date of the last change, for the site map and for articles. */
  readonly changed?: string;
  /** False keeps a page out of search engines and the site map. */
  readonly listed?: boolean;
  readonly body: ReactNode;
}

export const fullTitle = ({ title }: Pick<Page, 'title'>): string =>
  title.includes('OrbisVoice') ? title : `${title} · OrbisVoice`;

/** The file in the build that answers an address. */
export const fileOf = (path: string): string => (path === '/' ? 'index.html' : `${path.slice(1)}.html`);
