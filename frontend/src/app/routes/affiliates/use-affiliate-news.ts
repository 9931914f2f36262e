import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { profileQuery } from '../../../features/referrals/api/get-referrals.js';
import { isSignedOut } from '../../../lib/api-error.js';

const LINE = { name: 'orbis-affiliate-live', address: '/referrals/me/stream?as=affiliate' } as const;

/** Follows what happens to a partner, for as long as their session stands. */
export function useAffiliateNews(partnerId: string | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (partnerId === undefined) return;
    const mayReturn = (): Promise<boolean> =>
      client.fetchQuery({ ...profileQuery('affiliate'), staleTime: 0 }).then(
        () => true,
        (error: unknown) => {
          if (isSignedOut(error)) return false;
          throw error;
        },
      );
    const left = new AbortController();
    void import('../../../lib/live/follow-live.js')
      .then(({ followLive }) => left.signal.aborted || followLive(client, mayReturn, left.signal, LINE))
      .catch(() => undefined);
    return () => left.abort();
  }, [client, partnerId]);
}
