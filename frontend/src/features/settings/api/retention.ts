import type { CallRetention, RetentionPreview, SetCallRetention } from '@orbisvoice/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

const PATH = '/tenants/me/retention';

export const retentionQuery = () =>
  queryOptions({
    queryKey: ['retention', 'chosen'],
    queryFn: ({ signal }) => api.get<CallRetention>(PATH, { signal }),
  });

/** How many calls a period would erase if it were chosen now. */
export const retentionPreviewQuery = (callDays: number) =>
  queryOptions({
    queryKey: ['retention', 'preview', callDays],
    queryFn: ({ signal }) => api.get<RetentionPreview>(`${PATH}/preview`, { query: { callDays }, signal }),
  });

export function useSetRetention() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SetCallRetention) => api.put<CallRetention>(PATH, { body }),
    onSuccess: (chosen) => {
      client.setQueryData(retentionQuery().queryKey, chosen);
      return client.invalidateQueries({ queryKey: ['retention'] });
    },
  });
}
