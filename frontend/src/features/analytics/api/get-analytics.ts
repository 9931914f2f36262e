import type { Analytics } from '@orbisvoice/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

export interface AnalyticsQuestion {
  from: string;
  to: string;
  timeZone: string;
  agentId?: string | undefined;
}

export const analyticsQuery = (question: AnalyticsQuestion) =>
  queryOptions({
    queryKey: ['analytics', question],
    queryFn: ({ signal }) => api.get<Analytics>('/analytics', { query: { ...question }, signal }),
    placeholderData: keepPreviousData,
  });

/** The same question as a file. */
export const csvAddress = ({ agentId, ...question }: AnalyticsQuestion): string =>
  `/analytics.csv?${new URLSearchParams({ ...question, ...(agentId && { agentId }) }).toString()}`;
