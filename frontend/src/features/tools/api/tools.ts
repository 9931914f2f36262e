import type {
  CreateTool,
  Page,
  SetToolSecrets,
  TestedTool,
  TestTool,
  Tool,
  UpdateTool,
} from '@orbisvoice/contracts';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api-client.js';

export const toolsQuery = () =>
  infiniteQueryOptions({
    queryKey: ['tools', 'list'],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Tool>>('/tools', { query: { limit: 100, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const toolQuery = (id: string) =>
  queryOptions({
    queryKey: ['tools', 'one', id],
    queryFn: ({ signal }) => api.get<Tool>(`/tools/${encodeURIComponent(id)}`, { signal }),
  });

/** Remembers what a change answered, and has the list read anew. */
function useRemember() {
  const client = useQueryClient();
  return (tool: Tool): Promise<void> => {
    client.setQueryData(toolQuery(tool.id).queryKey, tool);
    return client.invalidateQueries({ queryKey: toolsQuery().queryKey });
  };
}

export function useCreateTool() {
  const remember = useRemember();
  return useMutation({
    mutationFn: (body: CreateTool) => api.post<Tool>('/tools', { body }),
    onSuccess: remember,
  });
}

export function useUpdateTool(id: string) {
  const remember = useRemember();
  return useMutation({
    mutationFn: (body: UpdateTool) => api.put<Tool>(`/tools/${id}`, { body }),
    onSuccess: remember,
  });
}

export function useSetSecrets(id: string) {
  const remember = useRemember();
  return useMutation({
    mutationFn: (body: SetToolSecrets) => api.put<Tool>(`/tools/${id}/secrets`, { body }),
    onSuccess: remember,
  });
}

export const useTestTool = (id: string) =>
  useMutation({ mutationFn: (body: TestTool) => api.post<TestedTool>(`/tools/${id}/test`, { body }) });

export function useDeleteTool(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.run('DELETE', `/tools/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: toolsQuery().queryKey }),
  });
}
