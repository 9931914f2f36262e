export { AgentsFacade } from './application/agents-facade.js';
export type { AgentForCall } from './application/agents-facade.js';
export { renderAgentWords } from './application/agent-words.js';
export type { AgentWords } from './application/agent-words.js';
export { AgentsModule } from './agents.module.js';
