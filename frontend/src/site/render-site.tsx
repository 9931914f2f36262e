import { appShells } from './app-shells.js';
import { renderPage } from './document.js';
import { atomFeed, robots, siteMap } from './feeds.js';
import { readArticle } from './lib/articles.js';
import { readDocuments } from './lib/documents.js';
import { fileOf, type Page } from './lib/page.js';
import { searchIndex } from './lib/search-index.js';
import type { SiteAssets, SiteFile } from './lib/site-file.js';
import { affiliatesPage } from './pages/affiliates.js';
import { articlePage, blogPage } from './pages/blog.js';
import { documentPages, documentationPage } from './pages/docs.js';
import { featuresPage } from './pages/features.js';
import { homePage } from './pages/home.js';
import { notFoundPage } from './pages/not-found.js';
import { pricingPage } from './pages/pricing.js';

export { renderPage };

/** Text files of the repository that pages are made of, by name. */
export interface SiteContent {
  /** `<slug>` → Markdown. */
  readonly articles: Readonly<Record<string, string>>;
  /** `<name>.svg` → markup. */
  readonly drawings: Readonly<Record<string, string>>;
  /** `guides/embed.md` → Markdown. */
  readonly documents: Readonly<Record<string, string>>;
  /** `images/call-flow.svg` → markup; served as it is. */
  readonly documentDrawings: Readonly<Record<string, string>>;
}

export interface SiteInput {
  readonly content: SiteContent;
  readonly assets: SiteAssets;
  /** The application's `index.html` as the bundler wrote it. */
  readonly appDocument: string;
}

/** Fetched when somebody searches; `browser/search-dialog.ts` knows the address. */
const SEARCH_FILE = 'docs/search.json';

/** Every page before anything is known of where it will be served. */
export function sitePages({ articles, drawings, documents }: SiteContent): {
  pages: Page[];
  feed: SiteFile;
  search: SiteFile;
} {
  const posts = Object.entries(articles)
    .map(([slug, text]) => readArticle(slug, text, drawings))
    .sort((a, b) => b.date.localeCompare(a.date) || a.title.localeCompare(b.title));
  const docs = readDocuments(documents);
  const pages = [
    homePage(posts),
    featuresPage(),
    pricingPage(),
    affiliatesPage(),
    blogPage(posts),
    ...posts.map((post) => articlePage(post, posts)),
    documentationPage(docs),
    ...documentPages(docs),
    notFoundPage(),
  ];
  const search = { file: SEARCH_FILE, content: searchIndex(docs) };
  return { pages, feed: atomFeed(posts), search };
}

/** The whole of what the build adds to the bundle. Pure: the build writes it, the development server shows it. */
export function renderSite({ content, assets, appDocument }: SiteInput): SiteFile[] {
  const { pages, feed, search } = sitePages(content);
  return [
    ...pages.map((page) => ({ file: fileOf(page.path), content: renderPage(page, assets) })),
    ...appShells(appDocument),
    siteMap(pages),
    robots(),
    feed,
    search,
    ...Object.entries(content.documentDrawings).map(([file, svg]) => ({
      file: `docs/${file}`,
      content: svg,
    })),
  ];
}
