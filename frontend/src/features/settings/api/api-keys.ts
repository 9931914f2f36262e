import type { ApiKey, ApiKeyLimits, CreateApiKey, CreatedApiKey } from '@orbisvoice/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { pagedQuery } from '../../../lib/paged-query.js';
import { useListChange } from '../../../lib/use-list-change.js';

export const apiKeysQuery = () => pagedQuery<ApiKey>(['api-keys', 'list'], '/api-keys');

export function useCreateApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateApiKey) => api.post<CreatedApiKey>('/api-keys', { body, idempotent: true }),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery().queryKey }),
  });
}

export function useSetKeyLimits(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (limits: ApiKeyLimits) => api.put<ApiKey>(`/api-keys/${id}`, { body: { limits } }),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery().queryKey }),
  });
}

export const useRevokeApiKey = () =>
  useListChange<ApiKey, string>(
    apiKeysQuery().queryKey,
    (id) => api.run('DELETE', `/api-keys/${id}`),
    (key, id) => (key.id === id ? { ...key, revokedAt: new Date().toISOString() } : key),
  );
