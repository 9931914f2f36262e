import type {
  AdjustCommission,
  ChangePartnerStatus,
  DecideFlag,
  OverrideAttribution,
  PublishReferralTerms,
  RaiseFlag,
  ResolveConflict,
  SettleMirrorDelivery,
} from '@orbisvoice/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

/** Steps of one payout; all but `pay` need a reason alone. */
export type PayoutStep = 'approve' | 'reject' | 'pay' | 'reverse';

/** An operation may show anywhere in the office, so everything there is read anew. */
function useOfficeMutation<Wish>(run: (wish: Wish) => Promise<void>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () => client.invalidateQueries({ queryKey: ['referral-office'] }),
  });
}

const post = (path: string, body: unknown, idempotent = false): Promise<void> =>
  api.run('POST', `/admin/referrals/${path}`, { body, idempotent });

export const useChangeStatus = () =>
  useOfficeMutation(({ id, ...body }: ChangePartnerStatus & { id: string }) =>
    post(`partners/${id}/status`, body),
  );
export const usePayoutStep = () =>
  useOfficeMutation(
    ({ id, step, ...body }: { id: string; step: PayoutStep; reason: string; reference?: string }) =>
      post(`payouts/${id}/${step}`, body),
  );
export const useDecideFlag = () =>
  useOfficeMutation(({ id, ...body }: DecideFlag & { id: string }) => post(`flags/${id}`, body));
export const useRaiseFlag = () => useOfficeMutation((body: RaiseFlag) => post('flags', body, true));
export const useResolveConflict = () =>
  useOfficeMutation(({ id, ...body }: ResolveConflict & { id: string }) =>
    post(`conflicts/${encodeURIComponent(id)}`, body),
  );
/** Forgets who a partner is. Money stays in the books under numbers. */
export const useErasePartner = () =>
  useOfficeMutation(({ id, reason }: { id: string; reason: string }) =>
    post(`partners/${id}/erase`, { reason }),
  );
/** Forgets who is behind a referred team. */
export const useEraseReferred = () =>
  useOfficeMutation(({ id, reason }: { id: string; reason: string }) =>
    post(`referred/${encodeURIComponent(id)}/erase`, { reason }),
  );
export const usePublishTerms = () => useOfficeMutation((body: PublishReferralTerms) => post('terms', body));
export const useOverride = () =>
  useOfficeMutation((body: OverrideAttribution) => post('override', body, true));
export const useAdjust = () => useOfficeMutation((body: AdjustCommission) => post('adjustments', body, true));
export const useSettleDelivery = () =>
  useOfficeMutation((body: SettleMirrorDelivery) => post('mirror/deliveries', body));
