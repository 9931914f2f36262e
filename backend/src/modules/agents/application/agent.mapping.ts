import type { Actor, Agent, AgentVersion, AgentVersionSummary } from '@orbisvoice/contracts';
import type { AuditActor } from '../../tenants/index.js';
import { sameContent } from '../domain/agent-content.js';
import type { AgentRecord, AgentVersionRecord } from '../domain/agent-record.js';
import { consentVersion } from '../domain/consent-version.js';
import { templateVariables } from '../domain/prompt-template.js';

/** The draft, and how it stands to what visitors get. Field by field: lists are read often, and copying costs more. */
export const toAgent = (record: AgentRecord): Agent => ({
  id: record.id,
  name: record.name,
  systemPrompt: record.systemPrompt,
  firstMessage: record.firstMessage,
  voiceId: record.voiceId,
  language: record.language,
  allowedOrigins: record.allowedOrigins,
  idleTimeoutSeconds: record.idleTimeoutSeconds,
  maxDurationSeconds: record.maxDurationSeconds,
  patience: record.patience,
  echoGuard: record.echoGuard,
  silencePromptSeconds: record.silencePromptSeconds,
  consentText: record.consentText,
  appearance: record.appearance,
  analysis: record.analysis,
  toolIds: record.toolIds,
  dailySpendLimit: record.dailySpendLimit,
  status: record.published ? 'published' : 'draft',
  publishedVersion: record.published?.number ?? null,
  publishedAt: record.published?.publishedAt.toISOString() ?? null,
  unpublishedChanges: !record.published || !sameContent(record, record.published.content),
  variables: templateVariables(record.systemPrompt, record.firstMessage),
  consentVersion: consentVersion(record.consentText),
  createdAt: record.createdAt.toISOString(),
  updatedAt: record.updatedAt.toISOString(),
});

type Names = (actor: AuditActor) => Actor;

export const toVersionSummary = (
  { number, note, restoredFrom, publishedAt, publishedBy }: AgentVersionRecord,
  live: AgentVersionRecord | null,
  nameOf: Names,
): AgentVersionSummary => ({
  number,
  note,
  restoredFrom,
  publishedAt: publishedAt.toISOString(),
  publishedBy: nameOf(publishedBy),
  live: live?.number === number,
});

export const toVersion = (
  version: AgentVersionRecord,
  live: AgentVersionRecord | null,
  nameOf: Names,
): AgentVersion => ({ ...toVersionSummary(version, live, nameOf), content: version.content });
