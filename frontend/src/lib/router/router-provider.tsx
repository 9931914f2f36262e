import {
  startTransition,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { BrowserHistory, type Location, type Move } from './browser-history.js';
import type { RouteSpec } from './match-routes.js';
import { Outlet } from './outlet.js';
import { PageBoundary } from './page-boundary.js';
import { PageLoader, type LoadedPage } from './page-loader.js';
import { arrive, leave } from './places.js';
import { RouterContext } from './router-context.js';

interface View extends LoadedPage {
  location: Location;
  move: Move;
}

interface RouterProviderProps {
  routes: readonly RouteSpec[];
  /** While the very first page is loaded; afterwards the old page stays until the new one is there. */
  loading: ReactNode;
  failure: ReactNode;
}

export function RouterProvider({ routes, loading, failure }: RouterProviderProps) {
  const [{ history, loader }] = useState(() => ({
    history: new BrowserHistory(),
    loader: new PageLoader(routes),
  }));
  const [view, setView] = useState<View>();
  const [navigating, setNavigating] = useState(false);
  const [broken, setBroken] = useState(false);
  const shown = useRef<Location>(undefined);

  useEffect(() => {
    let latest: Location | undefined;
    const show = (location: Location, move: Move): void => {
      latest = location;
      const current = (): boolean => latest === location;
      const appear = (page: LoadedPage): void => {
        if (!current()) return;
        setNavigating(false);
        startTransition(() => setView({ ...page, location, move }));
      };
      const ready = loader.ready(location.pathname);
      if (ready) return appear(ready);
      setNavigating(true);
      loader.load(location.pathname).then(appear, () => current() && setBroken(true));
    };
    show(history.location, 'start');
    return history.subscribe(show);
  }, [history, loader]);

  useLayoutEffect(() => {
    if (!view) return;
    arrive(view.location, view.move, shown.current);
    shown.current = view.location;
    return () => leave(view.location);
  }, [view]);

  const state = useMemo(
    () =>
      view && {
        history,
        navigating,
        location: view.location,
        params: view.params,
        pages: view.pages,
        preload: (to: string) => void loader.load(new URL(to, location.href).pathname).catch(() => undefined),
      },
    [history, loader, navigating, view],
  );
  if (broken) return failure;
  if (!state) return loading;
  return (
    <RouterContext value={state}>
      <PageBoundary place={state.location.pathname} failure={failure}>
        <Outlet />
      </PageBoundary>
    </RouterContext>
  );
}
