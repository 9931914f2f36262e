export { AgentsFacade } from './application/agents.facade.js';
export type { AgentForCall } from './application/agents.facade.js';
export { renderAgentWords, renderPrompt } from './application/render-prompt.js';
export type { AgentWords } from './application/render-prompt.js';
export { AgentsModule } from './agents.module.js';
