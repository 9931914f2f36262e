import type { Location, Move } from './browser-history.js';

const scrolled = new Map<number, number>();

/** Remembers how far down somebody was. */
export const leave = ({ index }: Location): void => void scrolled.set(index, scrollY);

/**
 * Where eyes and keyboard begin on a page: where they were, when going back; at the top of its content, when it is a new
 * one. A change of the query alone, such as a filter, moves neither.
 */
export function arrive(location: Location, move: Move, before: Location | undefined): void {
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  else if (move === 'pop') scrollTo(0, scrolled.get(location.index) ?? 0);
  else if (before && before.pathname !== location.pathname) {
    scrollTo(0, 0);
    // Screen readers go on reading from here, and Tab does not start in a menu that is gone.
    document.querySelector<HTMLElement>('main[tabindex]')?.focus({ preventScroll: true });
  }
}
