import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { changedPages, type Pages } from './paged-query.js';

/**
 * A change of one item of a list that shows at once and is taken back where the server refuses. `change` says what
 * becomes of each item; undefined takes it off.
 */
export function useListChange<Item, Wish>(
  queryKey: QueryKey,
  send: (wish: Wish) => Promise<unknown>,
  change: (item: Item, wish: Wish) => Item | undefined,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onMutate: async (wish: Wish) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData<Pages<Item>>(queryKey);
      client.setQueryData<Pages<Item>>(queryKey, (pages) =>
        changedPages(pages, (item) => change(item, wish)),
      );
      return before;
    },
    onError: (_error, _wish, before) => client.setQueryData(queryKey, before),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}
