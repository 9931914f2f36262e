export { ToolsFacade, type ToolForCall } from './application/tools-facade.js';
export type { ToolInvocation } from './application/tool-invocations.service.js';
export type { SpokenLine, ToolFailure, ToolOutcome } from './domain/tool-outcome.js';
export { ToolsModule } from './tools.module.js';
