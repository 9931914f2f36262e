import { Module } from '@nestjs/common';
import { TenantsModule } from '../tenants/index.js';
import { ToolsModule } from '../tools/index.js';
import { AgentRules } from './application/agent-rules.service.js';
import { AgentsFacade } from './application/agents-facade.js';
import { AgentsForCalls } from './application/agents-for-calls.service.js';
import { AgentsService } from './application/agents.service.js';
import { AgentsController } from './http/agents.controller.js';
import { VoicesController } from './http/voices.controller.js';
import { AgentsRepository } from './persistence/agents.repository.js';

@Module({
  imports: [TenantsModule, ToolsModule],
  controllers: [AgentsController, VoicesController],
  providers: [AgentRules, AgentsFacade, AgentsForCalls, AgentsService, AgentsRepository],
  exports: [AgentsFacade],
})
export class AgentsModule {}
