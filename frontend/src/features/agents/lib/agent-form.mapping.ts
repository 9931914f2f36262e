import type { Agent, UpdateAgent } from '@orbisvoice/contracts';

/** The form always holds every field of a draft; publishing is something else. */
export type AgentFormValues = Required<Omit<UpdateAgent, 'status'>>;

/** What a new agent starts with: the contract's defaults, and nothing typed yet. */
export const NEW_AGENT: AgentFormValues = {
  name: '',
  systemPrompt: '',
  firstMessage: '',
  voiceId: 'Puck',
  language: 'en-US',
  allowedOrigins: [],
  idleTimeoutSeconds: 1_800,
  maxDurationSeconds: 3_600,
  patience: 'balanced',
  echoGuard: 'auto',
  silencePromptSeconds: 60,
  consentText: '',
  appearance: { theme: 'auto', accent: null, position: 'bottom-end' },
  analysis: { enabled: false, criteria: [], fields: [] },
  toolIds: [],
  dailySpendLimit: null,
};

export const AGENT_FIELDS = Object.keys(NEW_AGENT);

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
  patience: agent.patience,
  echoGuard: agent.echoGuard,
  silencePromptSeconds: agent.silencePromptSeconds,
  consentText: agent.consentText,
  appearance: agent.appearance,
  analysis: agent.analysis,
  toolIds: agent.toolIds,
  dailySpendLimit: agent.dailySpendLimit,
});

/** The fields that were edited: the others may have been changed by a colleague meanwhile, and stay as they are. */
export const changedOf = (
  values: AgentFormValues,
  dirty: Partial<Record<keyof AgentFormValues, unknown>>,
): Partial<AgentFormValues> =>
  Object.fromEntries(Object.entries(values).filter(([field]) => dirty[field as keyof AgentFormValues]));
