import { useLayoutEffect } from 'react';
import { api } from '../lib/api-client.js';

/** Requests say from now on which team the page shows; before any page asks for something of its own. */
export function useShownTeam(tenantId: string | undefined): void {
  useLayoutEffect(() => {
    api.team = tenantId;
    return () => {
      api.team = undefined;
    };
  }, [tenantId]);
}
