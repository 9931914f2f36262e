import type { CallerErasure, CallerExport, CallerFound, CallerQuestion } from '@orbisvoice/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { pagedQuery } from '../../../lib/paged-query.js';
import { saveFile } from '../../../lib/save-file.js';

export const erasuresQuery = () => pagedQuery<CallerErasure>(['erasures', 'list'], '/privacy/erasures');

/** How much an erasure would take. */
export const useSearchCaller = () =>
  useMutation({
    mutationFn: (body: CallerQuestion) => api.post<CallerFound>('/privacy/callers/search', { body }),
  });

/** What is kept of the caller, as a file that the browser saves. */
export const useExportCaller = () =>
  useMutation({
    mutationFn: async (body: CallerQuestion) => {
      const kept = await api.post<CallerExport>('/privacy/callers/export', { body });
      saveFile('caller.json', JSON.stringify(kept, null, 2));
    },
  });

export function useEraseCaller() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CallerQuestion) => api.post<CallerErasure>('/privacy/erasures', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['erasures'] }),
  });
}
