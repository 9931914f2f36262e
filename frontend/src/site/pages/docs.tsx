import { DocsContents, groupsOf, PageContents, SearchButton } from '../components/docs-contents.js';
import type { DocumentPage } from '../lib/documents.js';
import type { Page } from '../lib/page.js';
import { places } from '../lib/places.js';

export const documentationPage = (docs: readonly DocumentPage[]): Page => ({
  path: places.docs,
  title: 'Documentation',
  description:
    'From the first start to an agent on your own page, to running it for many: tutorial, guides, reference, runbooks, architecture and decisions.',
  card: 'docs.jpg',
  body: (
    <section className="mx-auto max-w-7xl px-4 pt-14 pb-24 sm:px-8 sm:pt-20">
      <h1 className="display">Documentation</h1>
      <p className="lead mt-5 max-w-2xl">
        For people who embed an agent, run the server, write a client or work on the code. The{' '}
        <a href={places.reference} className="text-orbis underline underline-offset-3">
          API reference
        </a>{' '}
        comes from the same schemas that check every request.
      </p>
      <div className="mt-8 max-w-md">
        <SearchButton />
      </div>
      {groupsOf(docs).map(([group, pages]) => (
        <div key={group} className="mt-12">
          <h2 className="text-lg font-semibold tracking-tight">{group}</h2>
          <ul className="mt-4 grid gap-4 md:grid-cols-2 lg:grid-cols-3">
            {pages.map((page) => (
              <li key={page.path} className="relative rounded-card border border-line p-5 hover:bg-mist">
                <h3 className="font-semibold">
                  <a href={page.path} className="after:absolute after:inset-0">
                    {page.title}
                  </a>
                </h3>
                <p className="mt-1.5 text-sm leading-relaxed text-dim">{page.description}</p>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  ),
});

export const documentPages = (docs: readonly DocumentPage[]): Page[] =>
  docs.map((doc, index) => ({
    path: doc.path,
    // A guide and the page of its module may have one name.
    title: `${shortened(doc.title)} · ${doc.group === 'Architecture' ? doc.group : 'Docs'}`,
    description: doc.description,
    card: 'docs.jpg',
    body: (
      <div className="docs-page">
        <div className="docs-side">
          <SearchButton />
          <nav aria-label="Documentation" className="mt-6">
            <DocsContents docs={docs} current={doc} />
          </nav>
        </div>
        <div className="docs-small">
          <SearchButton />
          <details className="docs-menu">
            <summary>All pages</summary>
            <nav aria-label="Documentation, small" className="p-4 pt-0">
              <DocsContents docs={docs} current={doc} />
            </nav>
          </details>
        </div>
        <article className="min-w-0">
          <p className="text-sm text-dim">{doc.group}</p>
          <h1 className="title mt-1.5">{doc.title}</h1>
          <div className="prose mt-8 text-[16px]" dangerouslySetInnerHTML={{ __html: doc.html }} />
          <Neighbours before={docs[index - 1]} after={docs[index + 1]} />
        </article>
        <div className="docs-parts">
          {doc.headings.length > 1 && (
            <nav aria-label="On this page">
              <p className="mb-3 text-[13px] font-semibold">On this page</p>
              <PageContents headings={doc.headings} />
            </nav>
          )}
        </div>
      </div>
    ),
  }));

/** Titles of decisions are sentences; a tab has no room for one. */
const shortened = (title: string): string =>
  title.length <= 50 ? title : `${title.slice(0, 50).replace(/[,:;]?\s+\S*$/, '')} …`;

function Neighbours({ before, after }: { before?: DocumentPage; after?: DocumentPage }) {
  return (
    <nav
      aria-label="Previous and next page"
      className="mt-16 grid gap-4 border-t border-line pt-6 sm:grid-cols-2"
    >
      {before ? <Neighbour page={before} word="Previous" /> : <span />}
      {after && <Neighbour page={after} word="Next" />}
    </nav>
  );
}

const Neighbour = ({ page, word }: { page: DocumentPage; word: 'Previous' | 'Next' }) => (
  <a
    href={page.path}
    rel={word === 'Next' ? 'next' : 'prev'}
    className={`rounded-card border border-line p-4 text-sm hover:bg-mist ${word === 'Next' ? 'sm:text-right' : ''}`}
  >
    <span className="block text-dim">{word}</span>
    <span className="mt-1 block font-medium">{page.title}</span>
  </a>
);
