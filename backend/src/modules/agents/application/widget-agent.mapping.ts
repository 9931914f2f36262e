import type { Agent, WidgetAgent } from '@orbisvoice/contracts';

/** What any visitor's browser may know about an agent. */
export const toWidgetAgent = (agent: Readonly<Agent>): WidgetAgent => ({
  id: agent.id,
  name: agent.name,
  language: agent.language,
  voiceId: agent.voiceId,
  firstMessage: agent.firstMessage,
  consentText: agent.consentText,
  consentVersion: agent.consentVersion,
  // Turns are kept as text; the sound of a call is kept for no agent.
  recorded: false,
});
