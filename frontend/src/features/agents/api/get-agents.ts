import type { Agent, Page } from '@orbisvoice/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

const PAGE_SIZE = 50;

export const agentsQuery = () =>
  infiniteQueryOptions({
    queryKey: ['agents', 'list'],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Agent>>('/agents', { query: { limit: PAGE_SIZE, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
