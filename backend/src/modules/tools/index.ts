export { ToolsFacade } from './application/tools-facade.js';
export { ToolsModule } from './tools.module.js';
