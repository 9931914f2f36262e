import type { CallSession, EmbedSnippets } from '@orbisvoice/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

export const embedSnippetsQuery = (agentId: string) =>
  queryOptions({
    queryKey: ['agents', 'embed', agentId],
    queryFn: ({ signal }) => api.get<EmbedSnippets>(`/agents/${agentId}/embed`, { signal }),
  });

/** A ticket for a call in the preview, as somebody of the team. */
export const previewSession = (agentId: string): Promise<CallSession> =>
  api.post<CallSession>(`/agents/${agentId}/sessions`, { body: {}, idempotent: true });
