import { Search } from 'lucide-react';

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

interface SearchButtonProps {
  onOpen: () => void;
  /** Somebody is about to press it. */
  onReach: () => void;
}

/** Opens the command palette: a line in the side, a sign in the bar of narrow screens. */
export function SearchButton({ onOpen, onReach }: SearchButtonProps) {
  return (
    <button
      type="button"
      aria-keyshortcuts={isApple ? 'Meta+K' : 'Control+K'}
      onClick={onOpen}
      onPointerEnter={onReach}
      onFocus={onReach}
      className="grid size-10 place-items-center rounded-control text-sm text-dim hover:text-ink lg:mt-3 lg:flex lg:size-auto lg:gap-2.5 lg:border lg:border-line lg:bg-paper lg:px-2.5 lg:py-1.5 lg:hover:bg-paper/60"
    >
      <Search size={17} aria-hidden="true" />
      <span className="sr-only lg:not-sr-only lg:flex-1 lg:text-left">Search</span>
      <kbd className="hidden font-sans text-xs lg:block">{isApple ? '⌘K' : 'Ctrl K'}</kbd>
    </button>
  );
}
