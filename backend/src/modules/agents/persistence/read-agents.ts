import type { AgentRecord } from '../domain/agent-record.js';
import type { AgentVersionEntity } from './agent-version.entity.js';
import { toVersion } from './agent-versions.repository.js';
import type { AgentEntity } from './agent.entity.js';

/** What `READ_AGENTS` answers: an agent's row, the tools of its draft in their order, and the version visitors get. */
export interface AgentRow extends Omit<AgentEntity, 'tenantId' | 'deletedAt' | 'publishedVersion'> {
  toolIds: string[];
  version:
    (Omit<AgentVersionEntity, 'tenantId' | 'agentId' | 'publishedAt'> & { publishedAt: string }) | null;
}

/** Of the tenant $1 the agent $2, or its agents from behind $3, newest first; $4 at most. */
export const READ_AGENTS = `
  select a.id, a.name, a.system_prompt as "systemPrompt", a.first_message as "firstMessage",
    a.voice_id as "voiceId", a.language, a.allowed_origins as "allowedOrigins",
    a.idle_timeout_seconds as "idleTimeoutSeconds", a.max_duration_seconds as "maxDurationSeconds",
    a.patience, a.echo_guard as "echoGuard", a.silence_prompt_seconds as "silencePromptSeconds",
    a.consent_text as "consentText", a.appearance, a.analysis, a.daily_spend_limit as "dailySpendLimit",
    a.created_at as "createdAt", a.updated_at as "updatedAt",
    array(select t.tool_id from agent_tools t
      where t.tenant_id = a.tenant_id and t.agent_id = a.id and t.position is not null
      order by t.position) as "toolIds",
    case when v.number is not null then jsonb_build_object('number', v.number, 'content', v.content,
      'note', v.note, 'restoredFrom', v.restored_from, 'actorKind', v.actor_kind, 'actorId', v.actor_id,
      'publishedAt', v.published_at) end as version
  from agents a left join agent_versions v
    on v.tenant_id = a.tenant_id and v.agent_id = a.id and v.number = a.published_version
  where a.tenant_id = $1 and a.deleted_at is null
    and ($2::uuid is null or a.id = $2) and ($3::uuid is null or a.id < $3)
  order by a.id desc limit $4`;

export function toRecord({ version, ...row }: AgentRow): AgentRecord {
  const published = version && toVersion({ ...version, publishedAt: new Date(version.publishedAt) });
  return { ...row, published };
}
