import { useInfiniteQuery } from '@tanstack/react-query';
import { agentsQuery } from '../../../features/agents/api/get-agents.js';

/** Names of the agents whose draft has a tool. */
export function useToolUsers(): (toolId: string) => string[] {
  const { data } = useInfiniteQuery(agentsQuery());
  const agents = data?.pages.flatMap((page) => page.items) ?? [];
  return (toolId) => agents.filter(({ toolIds }) => toolIds.includes(toolId)).map(({ name }) => name);
}
