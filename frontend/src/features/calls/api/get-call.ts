import { Call, CallTimeline, CallTranscript } from '@orbisvoice/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

/** A call that is on, or whose transcript is still being put together, is asked for again. */
const WHILE_OPEN_MS = 2_000;

export const callQuery = (id: string) =>
  queryOptions({
    queryKey: ['calls', 'one', id],
    queryFn: ({ signal }) => api.get(`/calls/${encodeURIComponent(id)}`, Call, { signal }),
    refetchInterval: ({ state }) => (state.data && state.data.status !== 'ended' ? WHILE_OPEN_MS : false),
  });

export const transcriptQuery = (id: string) =>
  queryOptions({
    queryKey: ['calls', 'transcript', id],
    queryFn: ({ signal }) =>
      api.get(`/calls/${encodeURIComponent(id)}/transcript`, CallTranscript, { signal }),
    refetchInterval: ({ state }) => (state.data?.complete === false ? WHILE_OPEN_MS : false),
  });

export const timelineQuery = (id: string, open: boolean) =>
  queryOptions({
    queryKey: ['calls', 'timeline', id],
    queryFn: ({ signal }) => api.get(`/calls/${encodeURIComponent(id)}/timeline`, CallTimeline, { signal }),
    refetchInterval: open ? WHILE_OPEN_MS : false,
  });
