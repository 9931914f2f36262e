import { Agent, pageOf } from '@orbisvoice/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

const AgentPage = pageOf(Agent);
const PAGE_SIZE = 50;

export const agentsQuery = () =>
  infiniteQueryOptions({
    queryKey: ['agents', 'list'],
    queryFn: ({ pageParam, signal }) =>
      api.get('/agents', AgentPage, { query: { limit: PAGE_SIZE, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
