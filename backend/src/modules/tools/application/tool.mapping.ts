import type { Tool } from '@orbisvoice/contracts';
import type { ToolRecord } from '../domain/tool-record.js';
import type { StoredSecret } from '../persistence/tool-secrets.repository.js';

/** @param secrets Of any tools; those of this one are shown by name and last characters. */
export const toTool = (record: ToolRecord, secrets: readonly StoredSecret[]): Tool => ({
  ...record,
  secrets: secrets
    .filter((secret) => secret.toolId === record.id)
    .map(({ name, last4, updatedAt }) => ({ name, last4, updatedAt: updatedAt.toISOString() })),
  createdAt: record.createdAt.toISOString(),
  updatedAt: record.updatedAt.toISOString(),
});
