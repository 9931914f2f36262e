import type { CreateInvitation, Invitation, Member, Role, Tenant, UpdateTenant } from '@orbisvoice/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { paths } from '../../../config/paths.js';
import { api } from '../../../lib/api-client.js';
import { pagedQuery } from '../../../lib/paged-query.js';
import { useListChange } from '../../../lib/use-list-change.js';

const MEMBERS = '/tenants/me/members';
const INVITATIONS = '/tenants/me/invitations';

export const membersQuery = () => pagedQuery<Member>(['team', 'members'], MEMBERS);
export const invitationsQuery = () => pagedQuery<Invitation>(['team', 'invitations'], INVITATIONS);

export function useUpdateTenant() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: UpdateTenant) => api.put<Tenant>('/tenants/me', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['me'] }),
  });
}

/** Also sends an invitation again: a newer one to the same address takes the place of the old. */
export function useInvite() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateInvitation) => api.post<Invitation>(INVITATIONS, { body, idempotent: true }),
    onSuccess: () => client.invalidateQueries({ queryKey: invitationsQuery().queryKey }),
  });
}

export const useWithdrawInvitation = () =>
  useListChange<Invitation, string>(
    invitationsQuery().queryKey,
    (id) => api.run('DELETE', `${INVITATIONS}/${id}`),
    (invitation, id) => (invitation.id === id ? undefined : invitation),
  );

export const useChangeRole = () =>
  useListChange<Member, { userId: string; role: Role }>(
    membersQuery().queryKey,
    ({ userId, role }) => api.patch<Member>(`${MEMBERS}/${userId}`, { body: { role } }),
    (member, { userId, role }) => (member.userId === userId ? { ...member, role } : member),
  );

export const useRemoveMember = () =>
  useListChange<Member, string>(
    membersQuery().queryKey,
    (userId) => api.run('DELETE', `${MEMBERS}/${userId}`),
    (member, userId) => (member.userId === userId ? undefined : member),
  );

/**
 * Where it was the person's only team there is nothing left to be signed in to. Everything that was read belonged to the
 * team, so the page begins anew.
 */
export const useLeaveTeam = () =>
  useMutation({
    mutationFn: async ({ userId, last }: { userId: string; last: boolean }) => {
      await api.run('DELETE', `${MEMBERS}/${userId}`);
      if (last) await api.run('POST', '/auth/logout');
    },
    onSuccess: (_left, { last }) => location.assign(last ? paths.login : paths.agents),
  });
