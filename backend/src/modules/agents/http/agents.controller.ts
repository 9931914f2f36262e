import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Agent, CreateAgent, PageQuery, UpdateAgent, pageOf, type Page } from '@orbisvoice/contracts';
import { Access, CurrentPrincipal, PathId, type Principal } from '../../../platform/http/index.js';
import { Answers } from '../../../platform/openapi/answers.decorator.js';
import { actorOf } from '../../tenants/index.js';
import { AgentsService } from '../application/agents.service.js';

/** Everybody of the team edits its agents; what they did stands in the audit log. */
@ApiTags('agents')
@Controller('agents')
export class AgentsController {
  constructor(private readonly agents: AgentsService) {}

  @Get()
  @Answers(pageOf(Agent))
  @Access({ scopes: ['agents:read'] })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Page<Agent>> {
    return this.agents.list(principal.tenantId, query);
  }

  @Post()
  @Answers(Agent, 201)
  @Access({ scopes: ['agents:write'] })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: CreateAgent }) input: CreateAgent,
  ): Promise<Agent> {
    return this.agents.create(principal.tenantId, actorOf(principal), input);
  }

  @Get(':id')
  @Answers(Agent)
  @Access({ scopes: ['agents:read'] })
  read(@CurrentPrincipal() principal: Principal, @PathId('agent_not_found') id: string): Promise<Agent> {
    return this.agents.get(principal.tenantId, id);
  }

  @Put(':id')
  @Answers(Agent)
  @Access({ scopes: ['agents:write'] })
  update(
    @CurrentPrincipal() principal: Principal,
    @PathId('agent_not_found') id: string,
    @Body({ schema: UpdateAgent }) input: UpdateAgent,
  ): Promise<Agent> {
    return this.agents.update(principal.tenantId, actorOf(principal), id, input);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access({ scopes: ['agents:write'] })
  remove(@CurrentPrincipal() principal: Principal, @PathId('agent_not_found') id: string): Promise<void> {
    return this.agents.remove(principal.tenantId, actorOf(principal), id);
  }
}
