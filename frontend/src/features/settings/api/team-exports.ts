import type { TeamExport } from '@orbisvoice/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';
import { pagedQuery, type Pages } from '../../../lib/paged-query.js';
import { isOpen } from '../lib/team-export-words.js';

/** Often enough for a bar that moves. */
const PROGRESS_MS = 2_000;

export const teamExportsQuery = () => ({
  ...pagedQuery<TeamExport>(['team-exports', 'list'], '/privacy/team-exports'),
  refetchInterval: ({ state: { data } }: { state: { data: Pages<TeamExport> | undefined } }) =>
    data?.pages.some(({ items }) => items.some(isOpen)) ? PROGRESS_MS : false,
});

export function useAskTeamExport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (password: string) => api.post<TeamExport>('/privacy/team-exports', { body: { password } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['team-exports'] }),
  });
}

/** The browser itself fetches the file: it goes to the disk as it comes, however large it is. */
export function downloadTeamExport({ id }: Pick<TeamExport, 'id'>): void {
  const link = document.createElement('a');
  link.href = `/privacy/team-exports/${id}/download`;
  link.download = '';
  link.click();
}
