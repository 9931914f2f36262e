import type { AcceptInvitation, ForgotPassword, Me, ResetPassword, VerifyEmail } from '@orbisvoice/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { meQuery } from './get-me.js';

/** Asks for the mail with the reset link. The answer is the same whether or not there is such an account. */
export const useForgotPassword = () =>
  useMutation({
    mutationFn: (body: ForgotPassword) =>
      api.run('POST', '/auth/forgot-password', { body, idempotent: true }),
  });

export const useResetPassword = () =>
  useMutation({ mutationFn: (body: ResetPassword) => api.run('POST', '/auth/reset-password', { body }) });

export function useVerifyEmail() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: VerifyEmail) => api.run('POST', '/auth/verify-email', { body }),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Sends the verification mail once more, to whoever is signed in. */
export const useResendVerification = () =>
  useMutation({ mutationFn: () => api.run('POST', '/auth/resend-verification', { idempotent: true }) });

/** Joins the team, and signs in to it. */
export function useAcceptInvitation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AcceptInvitation) => api.post<Me>('/auth/accept-invitation', { body }),
    onSuccess: (me) => {
      client.clear();
      client.setQueryData(meQuery().queryKey, me);
    },
  });
}
