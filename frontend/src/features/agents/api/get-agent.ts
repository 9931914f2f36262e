import type { Agent } from '@orbisvoice/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

export const agentQuery = (id: string) =>
  queryOptions({
    queryKey: ['agents', 'one', id],
    queryFn: ({ signal }) => api.get<Agent>(`/agents/${encodeURIComponent(id)}`, { signal }),
  });
