import type { Call, CallQuery, Page } from '@orbisvoice/contracts';
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

export type CallFilter = Pick<
  CallQuery,
  'agentId' | 'status' | 'channel' | 'failure' | 'minRating' | 'maxRating' | 'from' | 'to' | 'q'
>;

const PAGE_SIZE = 50;

export const callsQuery = (filter: CallFilter) =>
  infiniteQueryOptions({
    queryKey: ['calls', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Call>>('/calls', { query: { ...filter, limit: PAGE_SIZE, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
