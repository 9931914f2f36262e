export { AgentSites } from './application/agent-sites.service.js';
export { EmbedModule } from './embed.module.js';
