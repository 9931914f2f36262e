import type { AcceptInvitation, ForgotPassword, ResetPassword, VerifyEmail } from '@orbisvoice/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

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

export function useAcceptInvitation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AcceptInvitation) => api.run('POST', '/auth/accept-invitation', { body }),
    onSuccess: () => client.clear(),
  });
}
