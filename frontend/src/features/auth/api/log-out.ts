import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

export function useLogout() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.run('POST', '/auth/logout'),
    onSuccess: () => client.clear(),
  });
}
