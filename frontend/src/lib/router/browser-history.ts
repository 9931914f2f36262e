export interface Location {
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  /** Place in the tab's history; goes up with each new entry. */
  readonly index: number;
}

export type Move = 'start' | 'push' | 'replace' | 'pop';
/** True holds the move back; `proceed` makes it after all. */
export type Guard = (next: Location, proceed: () => void) => boolean;
type Listener = (location: Location, move: Move) => void;

const indexOf = (state: unknown): number | undefined => {
  const { orbisIndex } = (state ?? {}) as { orbisIndex?: unknown };
  return typeof orbisIndex === 'number' ? orbisIndex : undefined;
};

const read = (index: number): Location => {
  const { pathname, search, hash } = window.location;
  return { pathname, search, hash, index };
};

/** The address bar and the back button, with guards for unsaved work. */
export class BrowserHistory {
  location: Location;
  private readonly listeners = new Set<Listener>();
  private readonly guards = new Set<Guard>();
  /** What the next `popstate` does: our own steps back and forth around a guard are no moves of the person. */
  private nextPop: 'ask' | 'ignore' | 'allow' = 'ask';

  constructor() {
    this.location = read(indexOf(history.state) ?? 0);
    history.replaceState({ orbisIndex: this.location.index }, '');
    history.scrollRestoration = 'manual';
  }

  /** An address of another site is simply opened. */
  navigate(to: string, { replace = false } = {}): void {
    const target = new URL(to, window.location.href);
    if (target.origin !== window.location.origin) return window.location.assign(target);
    const same = target.href === window.location.href;
    const index = replace || same ? this.location.index : this.location.index + 1;
    const { pathname, search, hash } = target;
    const move = (): void => {
      if (index === this.location.index) history.replaceState({ orbisIndex: index }, '', target);
      else history.pushState({ orbisIndex: index }, '', target);
      this.moved(read(index), replace || same ? 'replace' : 'push');
    };
    if (!this.isHeld({ pathname, search, hash, index }, move)) move();
  }

  go(delta: number): void {
    history.go(delta);
  }

  subscribe(listener: Listener): () => void {
    if (this.listeners.size === 0) addEventListener('popstate', this.onPop);
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) removeEventListener('popstate', this.onPop);
    };
  }

  guard(guard: Guard): () => void {
    this.guards.add(guard);
    return () => this.guards.delete(guard);
  }

  private readonly onPop = ({ state }: PopStateEvent): void => this.popped(indexOf(state));

  private popped(at: number | undefined): void {
    // A link to a place on the same page makes an entry by itself.
    const index = at ?? this.location.index + 1;
    if (at === undefined) history.replaceState({ orbisIndex: index }, '');
    const { nextPop } = this;
    this.nextPop = 'ask';
    if (nextPop === 'ignore') return;
    const next = read(index);
    const delta = index - this.location.index;
    const proceed = (): void => {
      this.nextPop = 'allow';
      history.go(delta);
    };
    if (nextPop === 'ask' && delta !== 0 && this.isHeld(next, proceed)) {
      this.nextPop = 'ignore';
      history.go(-delta);
      return;
    }
    this.moved(next, 'pop');
  }

  private isHeld(next: Location, proceed: () => void): boolean {
    return [...this.guards].some((guard) => guard(next, proceed));
  }

  private moved(location: Location, move: Move): void {
    this.location = location;
    for (const listener of [...this.listeners]) listener(location, move);
  }
}
