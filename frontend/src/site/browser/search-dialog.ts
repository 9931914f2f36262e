import MiniSearch from 'minisearch';
import { SEARCH, type SearchPart } from '../lib/search-options.js';

type Found = Pick<SearchPart, 'id' | 'page' | 'title' | 'excerpt'>;
const SHOWN = 12;

let dialog: HTMLDialogElement | undefined;
let loading: Promise<MiniSearch<SearchPart>> | undefined;

/** A dialog with a field and a list of links: arrows move through them, Enter follows, Escape closes. */
export function openSearch(page: Document): void {
  dialog ??= makeDialog(page);
  if (!dialog.open) dialog.showModal();
  dialog.querySelector('input')?.select();
}

const index = (): Promise<MiniSearch<SearchPart>> =>
  (loading ??= fetch('/docs/search.json')
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)))))
    .then((text) => MiniSearch.loadJSON<SearchPart>(text, SEARCH))
    .catch((error: unknown) => {
      // The next letter tries again.
      loading = undefined;
      throw error;
    }));

function makeDialog(page: Document): HTMLDialogElement {
  const made = page.createElement('dialog');
  made.className = 'search-dialog';
  made.setAttribute('aria-label', 'Search the documentation');
  const field = page.createElement('input');
  // Not of type search, where the first Escape would only empty it.
  Object.assign(field, { inputMode: 'search', placeholder: 'Search the documentation', autocomplete: 'off' });
  field.setAttribute('aria-label', 'Words to search for');
  const note = page.createElement('p');
  note.setAttribute('role', 'status');
  const list = page.createElement('ul');
  made.append(field, note, list);
  page.body.append(made);

  const show = async () => {
    const words = field.value.trim();
    const found = words === '' ? [] : await search(words);
    // Somebody typed on while the index was on its way.
    if (field.value.trim() !== words) return;
    list.replaceChildren(...(found ?? []).map((part) => lineOf(page, part)));
    note.textContent = noteOf(words, found);
  };
  field.addEventListener('input', () => void show());
  made.addEventListener('keydown', (event) => move(event, field, [...list.querySelectorAll('a')]));
  made.addEventListener('click', (event) => {
    // The dialog itself is hit only beside its content; a link within the page closes it as well.
    if (event.target === made || (event.target as Element).closest('a')) made.close();
  });
  return made;
}

async function search(words: string): Promise<Found[] | undefined> {
  try {
    return (await index()).search(words).slice(0, SHOWN) as unknown as Found[];
  } catch {
    return undefined;
  }
}

function noteOf(words: string, found: readonly Found[] | undefined): string {
  if (words === '') return '';
  if (!found) return 'The index could not be loaded. Type again to retry.';
  if (found.length === 0) return `Nothing is said about “${words}”.`;
  return found.length === 1 ? '1 part' : `${found.length}${found.length === SHOWN ? ' best' : ''} parts`;
}

function move(event: KeyboardEvent, field: HTMLElement, links: readonly HTMLElement[]): void {
  const at = links.indexOf(event.target as HTMLElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    (next < 0 ? field : links[Math.min(next, links.length - 1)])?.focus();
  } else if (event.key === 'Enter' && event.target === field) {
    event.preventDefault();
    links[0]?.click();
  }
}

function lineOf(page: Document, { id, page: document, title, excerpt }: Found): HTMLLIElement {
  const line = page.createElement('li');
  const link = page.createElement('a');
  link.href = id;
  for (const [name, words] of [
    ['found-title', title],
    ['found-page', title === document ? '' : document],
    ['found-excerpt', excerpt],
  ] as const) {
    const part = page.createElement('span');
    part.className = name;
    part.textContent = words;
    if (words) link.append(part, ' ');
  }
  line.append(link);
  return line;
}
