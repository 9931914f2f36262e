import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { agentsQuery } from './get-agents.js';

export function useDeleteAgent(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.run('DELETE', `/agents/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: agentsQuery().queryKey }),
  });
}
