import {
  Invitation,
  Member,
  Tenant,
  pageOf,
  type CreateInvitation,
  type UpdateTenant,
} from '@orbisvoice/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

const ALL = { limit: 100 };

export const membersQuery = () =>
  queryOptions({
    queryKey: ['team', 'members'],
    queryFn: ({ signal }) => api.get('/tenants/me/members', pageOf(Member), { query: ALL, signal }),
  });

export const invitationsQuery = () =>
  queryOptions({
    queryKey: ['team', 'invitations'],
    queryFn: ({ signal }) => api.get('/tenants/me/invitations', pageOf(Invitation), { query: ALL, signal }),
  });

export function useUpdateTenant() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: UpdateTenant) => api.put('/tenants/me', Tenant, { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['me'] }),
  });
}

export function useInvite() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateInvitation) =>
      api.post('/tenants/me/invitations', Invitation, { body, idempotent: true }),
    onSuccess: () => client.invalidateQueries({ queryKey: invitationsQuery().queryKey }),
  });
}
