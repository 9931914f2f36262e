import type { ToolRecord } from './tool-record.js';

/** Signs what `transferToHuman` posts. */
export const WEBHOOK_SECRET = 'WEBHOOK_SECRET';

/** The secrets that this tool uses; others cannot be set. */
export function secretNamesOf({ http, builtin }: Pick<ToolRecord, 'http' | 'builtin'>): readonly string[] {
  if (http) return http.secretNames;
  const posts = builtin?.name === 'transferToHuman' && builtin.settings.webhookUrl !== undefined;
  return posts ? [WEBHOOK_SECRET] : [];
}
