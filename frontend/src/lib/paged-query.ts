import type { Page } from '@orbisvoice/contracts';
import { infiniteQueryOptions, type InfiniteData, type QueryKey } from '@tanstack/react-query';
import { api } from './api-client.js';

const PAGE_SIZE = 50;

/** A list of the API, read page by page. */
export const pagedQuery = <T>(
  queryKey: QueryKey,
  path: string,
  filter: Record<string, string | number | undefined> = {},
) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<T>>(path, { query: { limit: PAGE_SIZE, ...filter, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export type Pages<T> = InfiniteData<Page<T>>;

export const itemsOf = <T>(pages: Pages<T> | undefined): T[] | undefined =>
  pages?.pages.flatMap((page) => page.items);

/** The pages as they will be once the server has agreed; `change` answers undefined for what goes. */
export const changedPages = <T>(
  pages: Pages<T> | undefined,
  change: (item: T) => T | undefined,
): Pages<T> | undefined =>
  pages && {
    ...pages,
    pages: pages.pages.map((page) => ({ ...page, items: page.items.flatMap((item) => change(item) ?? []) })),
  };
