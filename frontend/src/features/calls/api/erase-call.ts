import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

export function useEraseCall(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.run('DELETE', `/calls/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['calls', 'list'] }),
  });
}
