import type { CallerErasure, CallerFound, CallerQuestion } from '@orbisvoice/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { pagedQuery } from '../../../lib/paged-query.js';

export const erasuresQuery = () => pagedQuery<CallerErasure>(['erasures', 'list'], '/privacy/erasures');

/** How much an erasure would take. */
export const useSearchCaller = () =>
  useMutation({
    mutationFn: (body: CallerQuestion) => api.post<CallerFound>('/privacy/callers/search', { body }),
  });

export function useEraseCaller() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CallerQuestion) => api.post<CallerErasure>('/privacy/erasures', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['erasures'] }),
  });
}
