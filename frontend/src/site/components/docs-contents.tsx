import { cx } from '../../lib/cx.js';
import type { DocumentPage } from '../lib/documents.js';
import { places } from '../lib/places.js';

/** Groups that most readers look for are open; the others open with one of their pages. */
const OPEN = new Set(['Start', 'Guides', 'Operating', 'Reference']);

export const groupsOf = (docs: readonly DocumentPage[]) =>
  [...new Set(docs.map(({ group }) => group))].map(
    (group) => [group, docs.filter((doc) => doc.group === group)] as const,
  );

/** All pages, with the present one marked. */
export function DocsContents({ docs, current }: { docs: readonly DocumentPage[]; current: DocumentPage }) {
  return (
    <div className="grid content-start gap-4 text-sm">
      {groupsOf(docs).map(([group, pages]) => (
        <details key={group} className="docs-group" open={OPEN.has(group) || group === current.group}>
          <summary className="font-semibold">{group}</summary>
          <ul className="mt-2 grid gap-0.5 border-l border-line">
            {pages.map((page) => (
              <li key={page.path}>
                <a
                  href={page.path}
                  aria-current={page === current ? 'page' : undefined}
                  className={cx(
                    '-ml-px block border-l py-1 pl-3',
                    page === current ? 'border-orbis text-ink' : 'border-transparent text-dim hover:text-ink',
                  )}
                >
                  {page.title}
                </a>
              </li>
            ))}
          </ul>
        </details>
      ))}
      <p>
        <a href={places.reference} className="text-orbis hover:underline">
          API reference
        </a>
      </p>
    </div>
  );
}

/** Where a page has parts: links to them. */
export function PageContents({ headings }: Pick<DocumentPage, 'headings'>) {
  return (
    <ul className="grid gap-1.5 text-[13px] leading-snug text-dim">
      {headings
        .filter(({ depth }) => depth === 2 || depth === 3)
        .map(({ depth, id, words }) => (
          <li key={id} className={cx(depth === 3 && 'pl-3')}>
            <a href={`#${id}`} className="hover:text-ink">
              {words}
            </a>
          </li>
        ))}
    </ul>
  );
}

/** Works by `/` and by Ctrl+K as well; without a script the pages are what there is to read. */
export function SearchButton() {
  return (
    <button type="button" data-docs-search className="search-button needs-script">
      <span>Search</span>
      <kbd aria-hidden="true">/</kbd>
    </button>
  );
}
