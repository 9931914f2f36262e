import type { Referrer, VisitReferrer } from '@orbisvoice/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

/** Who brought this visitor, by the page's address or by a visit that the browser remembers. */
export const visitQuery = (ref: string | undefined) =>
  queryOptions({
    queryKey: ['referrer', 'visit', ref],
    queryFn: ({ signal }) => api.get<VisitReferrer>('/referrals/visit', { query: { ref }, signal }),
    staleTime: Infinity,
  });

/** Whose code somebody typed. */
export const codeQuery = (code: string) =>
  queryOptions({
    queryKey: ['referrer', 'code', code],
    queryFn: ({ signal }) => api.get<Referrer>(`/referrals/code/${encodeURIComponent(code)}`, { signal }),
    staleTime: Infinity,
    enabled: code !== '',
  });
