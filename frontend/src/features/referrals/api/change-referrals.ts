import type {
  AcceptReferralTerms,
  CreateReferralLink,
  PayoutMethod,
  PayoutMethodDetails,
  ReferralLink,
  ReferralPayout,
} from '@orbisvoice/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { sidePath, usePartnerSide, type PartnerSide } from '../lib/partner-side.js';

/** Whatever a partner changes may show anywhere on the page, so all of it is read anew. */
function usePartnerMutation<Wish, Answer>(run: (wish: Wish, side: PartnerSide) => Promise<Answer>) {
  const client = useQueryClient();
  const side = usePartnerSide();
  return useMutation({
    mutationFn: (wish: Wish) => run(wish, side),
    onSettled: () => client.invalidateQueries({ queryKey: ['referrals'] }),
  });
}

export const useAddLink = () =>
  usePartnerMutation((body: { code?: string; destination?: CreateReferralLink['destination'] }, side) =>
    api.post<ReferralLink>(sidePath('/referrals/me/links', side), { body }),
  );

export const useRetireLink = () =>
  usePartnerMutation((id: string, side) => api.run('DELETE', sidePath(`/referrals/me/links/${id}`, side)));

export const useAcceptTerms = () =>
  usePartnerMutation((body: AcceptReferralTerms, side) =>
    api.run('POST', sidePath('/referrals/me/terms', side), { body }),
  );

export const useReplacePayoutMethod = () =>
  usePartnerMutation((body: PayoutMethodDetails, side) =>
    api.put<PayoutMethod>(sidePath('/referrals/me/payout-method', side), { body }),
  );

/** All that is available in one currency; the sum is the server's to say. */
export const useRequestPayout = () =>
  usePartnerMutation((currency: string, side) =>
    api.post<ReferralPayout>(sidePath('/referrals/me/payouts', side), {
      body: { currency },
      idempotent: true,
    }),
  );

/** Nobody earns from the team any more. */
export function useRemoveReferrer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.run('DELETE', '/referrals/referrer'),
    onSuccess: () =>
      Promise.all([['referrals'], ['me']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
