import type {
  AdminConflict,
  AdminFlag,
  AdminMirror,
  AdminPartner,
  AdminPartnerFile,
  AdminPartnersQuery,
  AdminPayout,
  AdminPayoutMethod,
  AdminPayoutsQuery,
  Page,
  ReferralAgreement,
  ReferralAnalytics,
  ReferralTermsVersion,
  ServiceNotice,
} from '@orbisvoice/contracts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

const PAGE_SIZE = 25;
const OFFICE = 'referral-office';

const list = <T>(kind: string, path: string, filter: Record<string, string | undefined> = {}) =>
  infiniteQueryOptions({
    queryKey: [OFFICE, kind, filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<T>>(`/admin/referrals/${path}`, {
        query: { ...filter, limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const partnersQuery = (filter: Pick<AdminPartnersQuery, 'q' | 'status'>) =>
  list<AdminPartner>('partners', 'partners', filter);
export const officePayoutsQuery = (filter: Pick<AdminPayoutsQuery, 'state'>) =>
  list<AdminPayout>('payouts', 'payouts', filter);

export const agreementsQuery = (version: number) =>
  list<ReferralAgreement>('agreements', 'terms/agreements', { version: String(version) });

const one = <T>(kind: string, path: string) =>
  queryOptions({
    queryKey: [OFFICE, kind],
    queryFn: ({ signal }) => api.get<T>(`/admin/${path}`, { signal }),
  });

export const cohortsQuery = () => one<ReferralAnalytics>('cohorts', 'referral-analytics');
export const flagsQuery = () => one<Page<AdminFlag>>('flags', 'referrals/flags');
export const conflictsQuery = () => one<Page<AdminConflict>>('conflicts', 'referrals/conflicts');
export const termsQuery = () => one<Page<ReferralTermsVersion>>('terms', 'referrals/terms');
export const mirrorQuery = () => one<AdminMirror>('mirror', 'referrals/mirror');
export const noticesQuery = () => one<ServiceNotice>('notices', 'referrals/notices');

/** Each look at a person is a line in the audit log, so it is taken once and not behind somebody's back. */
const looked = { staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

export const partnerFileQuery = (id: string) =>
  queryOptions({
    queryKey: [OFFICE, 'partner', id],
    queryFn: ({ signal }) => api.get<AdminPartnerFile>(`/admin/referrals/partners/${id}`, { signal }),
    ...looked,
  });

export const payoutAddressQuery = (id: string) =>
  queryOptions({
    queryKey: [OFFICE, 'payout-address', id],
    queryFn: ({ signal }) => api.get<AdminPayoutMethod>(`/admin/referrals/payouts/${id}/method`, { signal }),
    ...looked,
  });
