import type {
  MyPayoutMethod,
  Page,
  ReferralEarnings,
  ReferralPayout,
  ReferralProfile,
  ReferralTermsDocument,
  ReferredTeam,
  TeamReferrer,
} from '@orbisvoice/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { sideQuery, type PartnerSide } from '../lib/partner-side.js';

const PAGE_SIZE = 20;

/** Whoever looks with an account of a team is a partner from then on. */
export const profileQuery = (side: PartnerSide) =>
  queryOptions({
    queryKey: ['referrals', 'profile', side],
    queryFn: ({ signal }) => api.get<ReferralProfile>('/referrals/me', { query: sideQuery(side), signal }),
  });

export const earningsQuery = (side: PartnerSide) =>
  queryOptions({
    queryKey: ['referrals', 'earnings', side],
    queryFn: ({ signal }) =>
      api.get<ReferralEarnings>('/referrals/me/earnings', { query: sideQuery(side), signal }),
  });

export const payoutMethodQuery = (side: PartnerSide) =>
  queryOptions({
    queryKey: ['referrals', 'payout-method', side],
    queryFn: ({ signal }) =>
      api.get<MyPayoutMethod>('/referrals/me/payout-method', { query: sideQuery(side), signal }),
  });

/** The words in force, and the settings behind them. The same for everybody. */
export const termsQuery = () =>
  queryOptions({
    queryKey: ['referrals', 'terms'],
    queryFn: ({ signal }) => api.get<ReferralTermsDocument>('/referrals/terms', { signal }),
    staleTime: 60_000,
  });

const listQuery = <T>(kind: 'history' | 'payouts', side: PartnerSide) =>
  infiniteQueryOptions({
    queryKey: ['referrals', kind, side],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<T>>(`/referrals/me/${kind}`, {
        query: { ...sideQuery(side), limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const historyQuery = (side: PartnerSide) => listQuery<ReferredTeam>('history', side);
export const payoutsQuery = (side: PartnerSide) => listQuery<ReferralPayout>('payouts', side);

/** Who referred the team of whoever is signed in. */
export const teamReferrerQuery = () =>
  queryOptions({
    queryKey: ['referrals', 'referrer'],
    queryFn: ({ signal }) => api.get<TeamReferrer>('/referrals/referrer', { signal }),
  });
