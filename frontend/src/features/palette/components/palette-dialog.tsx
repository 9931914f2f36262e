import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { Search } from 'lucide-react';
import { cx } from '../../../lib/cx.js';
import { matching, type PaletteEntry } from '../lib/entries.js';

interface PaletteDialogProps {
  query: string;
  onQuery: (query: string) => void;
  /** Offered where they fit the query. */
  entries: readonly PaletteEntry[];
  /** Found by the server for this query, so they always fit. */
  found: readonly PaletteEntry[];
  searching: boolean;
  onClose: () => void;
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/**
 * A field with a list below it, as ARIA describes comboboxes: the focus stays in the field, and the arrows move through
 * the list, which screen readers follow by `aria-activedescendant`.
 */
export function PaletteDialog({ query, onQuery, entries, found, searching, onClose }: PaletteDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const listId = useId();
  const [at, setAt] = useState(0);
  const shown = [...matching(entries, query), ...found];
  const active = shown[Math.min(at, shown.length - 1)];

  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    document.getElementById(`${listId}-${active?.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, active?.id]);

  const choose = (entry: PaletteEntry | undefined): void => {
    if (!entry) return;
    // First the dialog gives focus back, then the page that opens may take it.
    dialog.current?.close();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined && event.key !== 'Enter') return;
    if (event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (step === undefined) choose(active);
    else if (shown.length > 0) setAt((Math.min(at, shown.length - 1) + step + shown.length) % shown.length);
  };

  return (
    <dialog
      ref={dialog}
      aria-label="Command palette"
      onClose={onClose}
      onClick={({ target }) => target === dialog.current && dialog.current.close()}
      className="mx-auto mt-[12vh] mb-auto max-h-[70vh] w-[min(36rem,calc(100vw-2rem))] overflow-hidden rounded-card border border-line bg-paper text-ink shadow-2xl"
    >
      <div className="flex max-h-[70vh] flex-col">
        <div className="flex items-center gap-3 border-b border-line px-4 has-focus-visible:border-orbis">
          <Search size={17} aria-hidden="true" className="shrink-0 text-dim" />
          <input
            role="combobox"
            aria-label="Search or do"
            aria-expanded={shown.length > 0}
            aria-controls={listId}
            aria-activedescendant={active && `${listId}-${active.id}`}
            aria-autocomplete="list"
            autoComplete="off"
            spellCheck={false}
            placeholder="Search or do something…"
            value={query}
            onChange={({ target }) => {
              setAt(0);
              onQuery(target.value);
            }}
            onKeyDown={onKeyDown}
            className="h-13 min-w-0 flex-1 bg-transparent text-[15px] outline-none placeholder:text-dim"
          />
          <kbd className="rounded-md border border-line px-1.5 py-0.5 font-sans text-xs text-dim">Esc</kbd>
        </div>
        <p role="status" className={shown.length > 0 ? 'sr-only' : 'px-4 py-8 text-center text-sm text-dim'}>
          {shown.length > 0
            ? `${shown.length} ${shown.length === 1 ? 'result' : 'results'}`
            : searching
              ? 'Searching…'
              : 'Nothing fits.'}
        </p>
        <Results id={listId} shown={shown} active={active} onHover={setAt} onChoose={choose} />
      </div>
    </dialog>
  );
}

interface ResultsProps {
  id: string;
  shown: readonly PaletteEntry[];
  active: PaletteEntry | undefined;
  onHover: (index: number) => void;
  onChoose: (entry: PaletteEntry) => void;
}

function Results({ id, shown, active, onHover, onChoose }: ResultsProps) {
  const groups = [...new Set(shown.map(({ group }) => group))];
  return (
    <div id={id} role="listbox" aria-label="Results" className="min-h-0 overflow-y-auto px-2 not-empty:py-2">
      {groups.map((group, place) => (
        <div key={group} role="group" aria-labelledby={`${id}-group-${place}`}>
          <div id={`${id}-group-${place}`} className="px-2.5 pt-2.5 pb-1 text-xs font-medium text-dim">
            {group}
          </div>
          {shown.map((entry, index) => {
            if (entry.group !== group) return null;
            const { Icon } = entry;
            return (
              <div
                key={entry.id}
                id={`${id}-${entry.id}`}
                role="option"
                aria-selected={entry === active}
                onPointerMove={() => onHover(index)}
                onClick={() => onChoose(entry)}
                className={cx(
                  'flex cursor-pointer items-center gap-2.5 rounded-control px-2.5 py-2 text-sm',
                  entry === active && 'bg-mist',
                )}
              >
                <Icon size={16} aria-hidden="true" className="shrink-0 text-dim" />
                <span className="min-w-0 flex-1 truncate">{entry.text}</span>
                {entry.hint && (
                  <span className="max-w-[45%] truncate text-[13px] text-dim">{entry.hint}</span>
                )}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
