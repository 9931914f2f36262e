import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Location } from './browser-history.js';
import type { Params } from './match-routes.js';
import { useRouter } from './router-context.js';

export const useLocation = (): Location => useRouter().location;
export const useParams = (): Params => useRouter().params;
/** True while the code of the next page is loaded. */
export const useNavigating = (): boolean => useRouter().navigating;

export type Navigate = (to: string | number, options?: { replace?: boolean }) => void;

/** A path of ours, or so many steps in the tab's history. */
export function useNavigate(): Navigate {
  const { history } = useRouter();
  return useCallback<Navigate>(
    (to, options) => (typeof to === 'number' ? history.go(to) : history.navigate(to, options)),
    [history],
  );
}

type SearchParamsInit = URLSearchParams | Record<string, string>;
type SetSearchParams = (
  next: SearchParamsInit | ((now: URLSearchParams) => SearchParamsInit),
  options?: { replace?: boolean },
) => void;

/** What stands behind the `?`, and how to change it. */
export function useSearchParams(): [URLSearchParams, SetSearchParams] {
  const { history, location } = useRouter();
  const params = useMemo(() => new URLSearchParams(location.search), [location.search]);
  const set = useCallback<SetSearchParams>(
    (next, options) => {
      // As it is now, not as it was when this was rendered: two changes in a row must not undo each other.
      const { pathname, search } = history.location;
      const init = typeof next === 'function' ? next(new URLSearchParams(search)) : next;
      const query = new URLSearchParams(init).toString();
      history.navigate(query ? `${pathname}?${query}` : pathname, options);
    },
    [history],
  );
  return [params, set];
}

/** Changes one of them and leaves the others; empty takes it away. In the place of the present entry of the history. */
export function useChangeSearchParam(): (name: string, value: string) => void {
  const [, set] = useSearchParams();
  return useCallback(
    (name, value) =>
      set(
        (before) => {
          if (value) before.set(name, value);
          else before.delete(name);
          return before;
        },
        { replace: true },
      ),
    [set],
  );
}

interface Blocker {
  state: 'unblocked' | 'blocked';
  /** Both are there while a move is held back. */
  proceed?: () => void;
  reset?: () => void;
}

interface PlannedMove {
  currentLocation: Location;
  nextLocation: Location;
}

/** Holds moves back for which `shouldBlock` says so, until `proceed` or `reset` is called. */
export function useBlocker(shouldBlock: (move: PlannedMove) => boolean): Blocker {
  const { history } = useRouter();
  const [held, setHeld] = useState<() => void>();
  useEffect(
    () =>
      history.guard((nextLocation, proceed) => {
        if (!shouldBlock({ currentLocation: history.location, nextLocation })) return false;
        setHeld(() => proceed);
        return true;
      }),
    [history, shouldBlock],
  );
  if (!held) return { state: 'unblocked' };
  const reset = (): void => setHeld(undefined);
  return {
    state: 'blocked',
    reset,
    proceed: () => {
      reset();
      held();
    },
  };
}
