import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

export function useEraseCall(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.run('DELETE', `/calls/${id}`),
    onSuccess: async () => {
      // What was read of it goes too; a page that shows it must not ask for it again.
      for (const part of ['transcript', 'timeline']) client.removeQueries({ queryKey: ['calls', part, id] });
      await client.invalidateQueries({ queryKey: ['calls', 'list'] });
    },
  });
}
