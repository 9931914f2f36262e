import type { Call, CallTimeline, CallTranscript } from '@orbisvoice/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

/**
 * Ends and changes are heard of as live events. What is said while a call is on is told to nobody, since that would be
 * an event a second for each call and page, so whoever looks at such a call asks.
 */
const WHILE_OPEN_MS = 2_000;

/** An analysis that ends by a fault of ours changes nothing that would be told. */
const WHILE_READ_MS = 10_000;

const isRead = (analysis: Call['analysis']): boolean =>
  analysis?.state === 'waiting' || analysis?.again?.state === 'waiting';

export const callQuery = (id: string) =>
  queryOptions({
    queryKey: ['calls', 'one', id],
    queryFn: ({ signal }) => api.get<Call>(`/calls/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state: { data } }) => (isRead(data?.analysis) ? WHILE_READ_MS : false),
  });

export const transcriptQuery = (id: string, open: boolean) =>
  queryOptions({
    queryKey: ['calls', 'transcript', id],
    queryFn: ({ signal }) =>
      api.get<CallTranscript>(`/calls/${encodeURIComponent(id)}/transcript`, { signal }),
    refetchInterval: open ? WHILE_OPEN_MS : false,
  });

export const timelineQuery = (id: string, open: boolean) =>
  queryOptions({
    queryKey: ['calls', 'timeline', id],
    queryFn: ({ signal }) => api.get<CallTimeline>(`/calls/${encodeURIComponent(id)}/timeline`, { signal }),
    refetchInterval: open ? WHILE_OPEN_MS : false,
  });
