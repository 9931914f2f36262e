import type { Me } from '@orbisvoice/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

/** Who is signed in, and where. */
export const meQuery = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => api.get<Me>('/auth/me', { signal }),
    staleTime: 60_000,
  });
