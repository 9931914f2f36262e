import { createContext, useContext, type ComponentType } from 'react';
import type { BrowserHistory, Location } from './browser-history.js';
import type { Params } from './match-routes.js';

export interface RouterState {
  history: BrowserHistory;
  location: Location;
  params: Params;
  /** Frames and page that are shown, outermost first. */
  pages: readonly ComponentType[];
  /** The next page is on its way. */
  navigating: boolean;
  /** Fetches the code of a page that is likely to be next. */
  preload: (to: string) => void;
}

export const RouterContext = createContext<RouterState | undefined>(undefined);

export function useRouter(): RouterState {
  const router = useContext(RouterContext);
  if (!router) throw new Error('this needs a RouterProvider around it');
  return router;
}
