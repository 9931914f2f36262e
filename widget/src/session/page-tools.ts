import type { ClientMessage, ServerMessageOf } from '@orbisvoice/contracts';
import type { OrbisTool } from '../public-types.js';

type ToolResult = Extract<ClientMessage, { type: 'tool.result' }>;

/** Tools that the page itself answers, by name. */
export type PageTools = Map<string, OrbisTool>;

const MAX_ERROR_LENGTH = 2_000;

/** Undefined for a tool that the server runs: only those of the page come with arguments. */
export async function answerTool(
  tools: PageTools,
  { id, name, args }: ServerMessageOf<'tool.started'>,
): Promise<ToolResult | undefined> {
  if (!args) return undefined;
  try {
    const tool = tools.get(name);
    if (!tool) throw new Error('The page has no such tool.');
    // What cannot be said in JSON fails here, where the tool's name is still known, and not in the socket.
    const result: unknown = JSON.parse(JSON.stringify((await tool(args)) ?? null));
    return { type: 'tool.result', id, result };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { type: 'tool.result', id, error: words.slice(0, MAX_ERROR_LENGTH) };
  }
}
