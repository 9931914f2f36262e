import type { EndedSessions, SessionInfo } from '@orbisvoice/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { pagedQuery } from '../../../lib/paged-query.js';
import { useListChange } from '../../../lib/use-list-change.js';

const PATH = '/auth/sessions';

export const sessionsQuery = () => pagedQuery<SessionInfo>(['sessions', 'list'], PATH);

export const useEndSession = () =>
  useListChange<SessionInfo, string>(
    sessionsQuery().queryKey,
    (id) => api.run('DELETE', `${PATH}/${id}`),
    (session, id) => (session.id === id ? undefined : session),
  );

export function useEndOtherSessions() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete<EndedSessions>(PATH),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery().queryKey }),
  });
}
