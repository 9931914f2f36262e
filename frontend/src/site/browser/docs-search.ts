/** Opens the search of the documentation; its code and its index are fetched when somebody reaches for it. */
export function startDocsSearch(page: Document): void {
  const buttons = page.querySelectorAll<HTMLButtonElement>('[data-docs-search]');
  if (buttons.length === 0) return;
  const open = () => void import('./search-dialog.js').then(({ openSearch }) => openSearch(page));
  for (const button of buttons) button.addEventListener('click', open);
  page.addEventListener('keydown', (event) => {
    const wanted = event.key === '/' || (event.key === 'k' && (event.metaKey || event.ctrlKey));
    if (!wanted || isTyping(event.target)) return;
    event.preventDefault();
    open();
  });
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
