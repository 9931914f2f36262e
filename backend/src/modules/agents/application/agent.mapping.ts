import type { Agent } from '@orbisvoice/contracts';
import type { AgentRecord } from '../domain/agent-record.js';
import { consentVersion } from '../domain/consent-version.js';
import { templateVariables } from '../domain/prompt-template.js';

export const toAgent = (record: AgentRecord): Agent => ({
  ...record,
  variables: templateVariables(record.systemPrompt, record.firstMessage),
  consentVersion: consentVersion(record.consentText),
  createdAt: record.createdAt.toISOString(),
  updatedAt: record.updatedAt.toISOString(),
});
