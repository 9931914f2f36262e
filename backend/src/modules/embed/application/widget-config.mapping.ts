import type { WidgetConfig } from '@orbisvoice/contracts';
import { toWidgetAgent, type AgentForCall } from '../../agents/index.js';

export const toWidgetConfig = (agent: AgentForCall): WidgetConfig => ({
  ...toWidgetAgent(agent),
  languages: [agent.language],
  appearance: agent.appearance,
});
