export { ToolsFacade } from './application/tools-facade.js';
export type { ToolForCall } from './application/declared-tools.js';
export { cappedResult } from './domain/capped-result.js';
export type { ToolInvocation } from './application/tool-invocations.service.js';
export type { SpokenLine, ToolFailure, ToolOutcome } from './domain/tool-outcome.js';
export { ToolsModule } from './tools.module.js';
