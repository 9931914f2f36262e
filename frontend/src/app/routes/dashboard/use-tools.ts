import type { Tool } from '@orbisvoice/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { toolsQuery } from '../../../features/tools/api/tools.js';

/** The team's tools, and their names where only ids are at hand. */
export function useTools(): { tools: Tool[]; toolName: (id: string) => string } {
  const { data } = useInfiniteQuery(toolsQuery());
  const tools = data?.pages.flatMap((page) => page.items) ?? [];
  const names = new Map(tools.map(({ id, name }) => [id, name]));
  return { tools, toolName: (id) => names.get(id) ?? 'a deleted tool' };
}
