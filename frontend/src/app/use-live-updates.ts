import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { meQuery } from '../features/auth/api/get-me.js';
import { isSignedOut } from '../lib/api-error.js';

/** Pages follow what happens elsewhere, for as long as somebody is signed in to this team. */
export function useLiveUpdates(tenantId: string | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!tenantId) return;
    const mayReturn = (): Promise<boolean> =>
      client.fetchQuery({ ...meQuery(), staleTime: 0 }).then(
        () => true,
        (error: unknown) => {
          if (isSignedOut(error)) return false;
          throw error;
        },
      );
    const left = new AbortController();
    // Tabs of several teams may be open at once, and each team has events of its own.
    const line = { name: `orbis-live-${tenantId}`, address: '/live' };
    // Fetched once the page stands: it can wait for news, and must not wait for this.
    void import('../lib/live/follow-live.js')
      .then(({ followLive }) => left.signal.aborted || followLive(client, mayReturn, left.signal, line))
      .catch(() => undefined);
    return () => left.abort();
  }, [client, tenantId]);
}
