import { CreateAgent, UpdateAgent, type Agent } from '@orbisvoice/contracts';
import type { z } from 'zod';

/** Every field of an agent, by the contract's own rules; the form always holds all of them. */
export const AgentForm = UpdateAgent.required();
export type AgentFormValues = z.input<typeof AgentForm>;

export const AGENT_FIELDS = Object.keys(AgentForm.shape);

/** What a new agent starts with: the contract's defaults, and nothing typed yet. */
export function newAgentValues(): AgentFormValues {
  const {
    name: _name,
    systemPrompt: _prompt,
    ...defaults
  } = CreateAgent.parse({ name: '-', systemPrompt: '-' });
  return { name: '', systemPrompt: '', ...defaults };
}

/** The editable part of a stored agent. */
export const agentValues = (agent: Agent): AgentFormValues => ({
  name: agent.name,
  systemPrompt: agent.systemPrompt,
  firstMessage: agent.firstMessage,
  voiceId: agent.voiceId,
  language: agent.language,
  allowedOrigins: agent.allowedOrigins,
  idleTimeoutSeconds: agent.idleTimeoutSeconds,
  maxDurationSeconds: agent.maxDurationSeconds,
  consentText: agent.consentText,
  toolIds: agent.toolIds,
  status: agent.status,
});
