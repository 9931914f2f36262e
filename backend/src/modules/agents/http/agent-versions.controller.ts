import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Agent,
  AgentVersion,
  AgentVersionSummary,
  PageQuery,
  PublishAgent,
  RollBackAgent,
  pageOf,
  type Page,
} from '@orbisvoice/contracts';
import { Access, Answers, AppError, CurrentPrincipal, PathId } from '../../../platform/http/index.js';
import type { Principal } from '../../../platform/http/index.js';
import { actorOf } from '../../tenants/index.js';
import { AgentVersionsService } from '../application/agent-versions.service.js';

/** What visitors get: versions that nobody can change, made from the draft. */
@ApiTags('agents')
@Controller('agents/:id')
export class AgentVersionsController {
  constructor(private readonly versions: AgentVersionsService) {}

  @Post('publish')
  @HttpCode(200)
  @Answers(Agent)
  @Access({ scopes: ['agents:write'] })
  publish(
    @CurrentPrincipal() principal: Principal,
    @PathId('agent_not_found') id: string,
    @Body({ schema: PublishAgent }) input: PublishAgent,
  ): Promise<Agent> {
    return this.versions.publish(principal.tenantId, actorOf(principal), id, input);
  }

  @Post('rollback')
  @HttpCode(200)
  @Answers(Agent)
  @Access({ scopes: ['agents:write'] })
  rollBack(
    @CurrentPrincipal() principal: Principal,
    @PathId('agent_not_found') id: string,
    @Body({ schema: RollBackAgent }) input: RollBackAgent,
  ): Promise<Agent> {
    return this.versions.rollBack(principal.tenantId, actorOf(principal), id, input);
  }

  /** Newest first. */
  @Get('versions')
  @Answers(pageOf(AgentVersionSummary))
  @Access({ scopes: ['agents:read'] })
  list(
    @CurrentPrincipal() { tenantId }: Principal,
    @PathId('agent_not_found') id: string,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Page<AgentVersionSummary>> {
    return this.versions.list(tenantId, id, query);
  }

  @Get('versions/:number')
  @Answers(AgentVersion)
  @Access({ scopes: ['agents:read'] })
  read(
    @CurrentPrincipal() { tenantId }: Principal,
    @PathId('agent_not_found') id: string,
    @Param('number') number: string,
  ): Promise<AgentVersion> {
    if (!/^[1-9][0-9]{0,6}$/.test(number)) throw new AppError('agent_version_not_found');
    return this.versions.get(tenantId, id, Number(number));
  }
}
