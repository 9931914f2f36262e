import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { callQuery } from './get-call.js';

/** Answered at once; what comes of it is told as a change of the call. */
export function useAnalyseAgain(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.run('POST', `/calls/${id}/analysis`),
    onSuccess: () => client.invalidateQueries({ queryKey: callQuery(id).queryKey }),
  });
}
