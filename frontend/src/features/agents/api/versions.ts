import type { Agent, AgentVersion, AgentVersionSummary, Page, PublishAgent } from '@orbisvoice/contracts';
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { agentQuery } from './get-agent.js';
import { agentsQuery } from './get-agents.js';

export const versionsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['agents', 'versions', id, 'list'],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<AgentVersionSummary>>(`/agents/${id}/versions`, {
        query: { limit: 25, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** What a version says never changes, so it is read once; whether it is live stands in the list. */
export const versionQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: ['agents', 'versions', id, 'one', number],
    queryFn: ({ signal }) => api.get<AgentVersion>(`/agents/${id}/versions/${number}`, { signal }),
    staleTime: Infinity,
  });

export function usePublishAgent(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Partial<PublishAgent>) => api.post<Agent>(`/agents/${id}/publish`, { body }),
    onSuccess: (agent) => remember(client, agent),
  });
}

export function useRollBackAgent(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (version: number) => api.post<Agent>(`/agents/${id}/rollback`, { body: { version } }),
    onSuccess: (agent) => remember(client, agent),
  });
}

function remember(client: QueryClient, agent: Agent): Promise<unknown> {
  client.setQueryData(agentQuery(agent.id).queryKey, agent);
  return Promise.all([
    client.invalidateQueries({ queryKey: versionsQuery(agent.id).queryKey }),
    client.invalidateQueries({ queryKey: agentsQuery().queryKey }),
  ]);
}
