import type { Agent, UpdateAgent } from '@orbisvoice/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { agentQuery } from './get-agent.js';
import { agentsQuery } from './get-agents.js';

/** Creates an agent, or changes the one with `id`. */
export function useSaveAgent(id: string | undefined) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: UpdateAgent) =>
      id ? api.put<Agent>(`/agents/${id}`, { body }) : api.post<Agent>('/agents', { body }),
    onSuccess: (agent) => {
      client.setQueryData(agentQuery(agent.id).queryKey, agent);
      return client.invalidateQueries({ queryKey: agentsQuery().queryKey });
    },
  });
}
