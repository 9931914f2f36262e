import type { FollowUp, FollowUpQuery, Page } from '@orbisvoice/contracts';
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

/** Below the key of calls: what is heard of them may be news here as well. */
const KEY = ['calls', 'follow-ups'] as const;

export const followUpsQuery = (state: FollowUpQuery['state']) =>
  infiniteQueryOptions({
    queryKey: [...KEY, state],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<FollowUp>>('/follow-ups', { query: { state, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export function useFinishFollowUp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post<FollowUp>(`/follow-ups/${id}/done`),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
