export { AgentsFacade } from './application/agents-facade.js';
export type { AgentForCall } from './application/agent-for-call.js';
export { renderAgentWords } from './application/agent-words.js';
export { toWidgetAgent } from './application/widget-agent.mapping.js';
export type { AgentWords } from './application/agent-words.js';
export { AgentsModule } from './agents.module.js';
