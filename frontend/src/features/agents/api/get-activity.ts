import type { AgentActivity, Page } from '@orbisvoice/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

/** When each agent was called last, and how often this week, by the agent's id. */
export const activityQuery = () =>
  queryOptions({
    queryKey: ['calls', 'by-agent'],
    queryFn: ({ signal }) => api.get<Page<AgentActivity>>('/calls/by-agent', { signal }),
    select: ({ items }) => new Map(items.map((item) => [item.agentId, item])),
  });
