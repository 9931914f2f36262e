import type { Analytics, Billing } from '@orbisvoice/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import type { Month } from '../lib/months.js';

export const billingQuery = () =>
  queryOptions({
    queryKey: ['billing'],
    queryFn: ({ signal }) => api.get<Billing>('/tenants/me/billing', { signal }),
  });

/** What was used in a month; old whenever the figures of analytics are. */
export const usageQuery = ({ from, to }: Month) =>
  queryOptions({
    queryKey: ['analytics', 'usage', from],
    queryFn: ({ signal }) => api.get<Analytics>('/analytics', { query: { from, to }, signal }),
  });
