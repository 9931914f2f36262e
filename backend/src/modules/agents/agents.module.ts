import { Module } from '@nestjs/common';
import { TenantsModule } from '../tenants/index.js';
import { ToolsModule } from '../tools/index.js';
import { AgentDrafts } from './application/agent-drafts.js';
import { AgentPublisher } from './application/agent-publisher.js';
import { AgentRules } from './application/agent-rules.service.js';
import { AgentVersionsService } from './application/agent-versions.service.js';
import { AgentsFacade } from './application/agents-facade.js';
import { AgentsForCalls } from './application/agents-for-calls.service.js';
import { AgentsService } from './application/agents.service.js';
import { AgentVersionsController } from './http/agent-versions.controller.js';
import { AgentsController } from './http/agents.controller.js';
import { VoicesController } from './http/voices.controller.js';
import { AgentToolsRepository } from './persistence/agent-tools.repository.js';
import { AgentVersionsRepository } from './persistence/agent-versions.repository.js';
import { AgentsRepository } from './persistence/agents.repository.js';
import { AgentsTeamData } from './persistence/agents-team-data.js';

@Module({
  imports: [TenantsModule, ToolsModule],
  controllers: [AgentsController, AgentVersionsController, VoicesController],
  providers: [
    AgentsTeamData,
    AgentDrafts,
    AgentPublisher,
    AgentRules,
    AgentVersionsService,
    AgentsFacade,
    AgentsForCalls,
    AgentsService,
    AgentToolsRepository,
    AgentVersionsRepository,
    AgentsRepository,
  ],
  exports: [AgentsFacade],
})
export class AgentsModule {}
