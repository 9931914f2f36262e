import { useEffect, useRef, type RefObject } from 'react';

/** So that one sees that there is something before it. */
const EDGE_PX = 64;

/**
 * For a row of links that scrolls: moves it to the page that is open. The row alone moves; where the page itself stands is
 * the router's matter.
 * @param here  changes with the page
 */
export function useOpenInSight(here: string): RefObject<HTMLElement | null> {
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const open = row.current?.querySelector<HTMLElement>('[aria-current="page"]');
    if (row.current && open) row.current.scrollLeft = open.offsetLeft - EDGE_PX;
  }, [here]);
  return row;
}
