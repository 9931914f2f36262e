import type {
  CreatedWebhookEndpoint,
  CreateWebhookEndpoint,
  UpdateWebhookEndpoint,
  WebhookEndpoint,
} from '@orbisvoice/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { pagedQuery } from '../../../lib/paged-query.js';

const PATH = '/webhook-endpoints';

export const endpointsQuery = () => pagedQuery<WebhookEndpoint>(['webhooks', 'list'], PATH);

export const endpointQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', 'endpoint', id],
    queryFn: ({ signal }) => api.get<WebhookEndpoint>(`${PATH}/${id}`, { signal }),
  });

export function useCreateEndpoint() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateWebhookEndpoint) =>
      api.post<CreatedWebhookEndpoint>(PATH, { body, idempotent: true }),
    onSuccess: () => client.invalidateQueries({ queryKey: endpointsQuery().queryKey }),
  });
}

export function useUpdateEndpoint(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: UpdateWebhookEndpoint) => api.put<WebhookEndpoint>(`${PATH}/${id}`, { body }),
    onSuccess: (endpoint) => {
      client.setQueryData(endpointQuery(id).queryKey, endpoint);
      return client.invalidateQueries({ queryKey: endpointsQuery().queryKey });
    },
  });
}

export function useDeleteEndpoint(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.run('DELETE', `${PATH}/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: endpointsQuery().queryKey }),
  });
}

export function useRotateSecret(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (keepOld: boolean) =>
      api.post<CreatedWebhookEndpoint>(`${PATH}/${id}/rotate-secret`, {
        body: { keepOld },
        idempotent: true,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: endpointQuery(id).queryKey }),
  });
}
