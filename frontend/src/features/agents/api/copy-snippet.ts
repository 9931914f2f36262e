import type { EmbedSnippets } from '@orbisvoice/contracts';
import { api } from '../../../lib/api-client.js';

/** Puts the script tag of an agent into the clipboard. */
export async function copySnippet(agentId: string): Promise<void> {
  const { script } = await api.get<EmbedSnippets>(`/agents/${agentId}/embed`);
  await navigator.clipboard.writeText(script);
}
