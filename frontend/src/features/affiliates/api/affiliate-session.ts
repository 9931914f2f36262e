import type { AffiliateEntered, AffiliateSignIn, LinkMailed } from '@orbisvoice/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

/** Mails a link. The answer is the same whether or not anybody has the address. */
export const useMailSignIn = () =>
  useMutation({
    mutationFn: (body: AffiliateSignIn) => api.post<LinkMailed>('/affiliates/sign-in', { body }),
  });

/** Uses a mailed link up, and signs in by a cookie. */
export function useEnter() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: string) => api.post<AffiliateEntered>('/affiliates/verify', { body: { token } }),
    onSuccess: () => client.clear(),
  });
}

export function useLeave() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.run('POST', '/affiliates/sign-out'),
    onSuccess: () => client.clear(),
  });
}

export const useConfirmPayoutMethod = () =>
  useMutation({
    mutationFn: (token: string) => api.run('POST', '/affiliates/payout-method/confirm', { body: { token } }),
  });
