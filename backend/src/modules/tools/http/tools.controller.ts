import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateTool,
  PageQuery,
  SetToolSecrets,
  Tool,
  UpdateTool,
  pageOf,
  type Page,
} from '@orbisvoice/contracts';
import { Access, Answers, CurrentPrincipal, PathId, type Principal } from '../../../platform/http/index.js';
import { actorOf } from '../../tenants/index.js';
import { ToolSecrets } from '../application/tool-secrets.service.js';
import { ToolsService } from '../application/tools.service.js';

/** Everybody of the team edits its tools; what they hold in secret goes in by owners and admins and never comes out. */
@ApiTags('tools')
@Controller('tools')
export class ToolsController {
  constructor(
    private readonly tools: ToolsService,
    private readonly secrets: ToolSecrets,
  ) {}

  @Get()
  @Answers(pageOf(Tool))
  @Access({ scopes: ['tools:read'] })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Page<Tool>> {
    return this.tools.list(principal.tenantId, query);
  }

  @Post()
  @Answers(Tool, 201)
  @Access({ scopes: ['tools:write'] })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: CreateTool }) input: CreateTool,
  ): Promise<Tool> {
    return this.tools.create(principal.tenantId, actorOf(principal), input);
  }

  @Get(':id')
  @Answers(Tool)
  @Access({ scopes: ['tools:read'] })
  read(@CurrentPrincipal() principal: Principal, @PathId('tool_not_found') id: string): Promise<Tool> {
    return this.tools.get(principal.tenantId, id);
  }

  @Put(':id')
  @Answers(Tool)
  @Access({ scopes: ['tools:write'] })
  update(
    @CurrentPrincipal() principal: Principal,
    @PathId('tool_not_found') id: string,
    @Body({ schema: UpdateTool }) change: UpdateTool,
  ): Promise<Tool> {
    return this.tools.update(principal.tenantId, actorOf(principal), id, change);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access({ scopes: ['tools:write'] })
  remove(@CurrentPrincipal() principal: Principal, @PathId('tool_not_found') id: string): Promise<void> {
    return this.tools.remove(principal.tenantId, actorOf(principal), id);
  }

  @Put(':id/secrets')
  @Answers(Tool)
  @Access({ roles: ['owner', 'admin'], scopes: ['tools:write'] })
  setSecrets(
    @CurrentPrincipal() principal: Principal,
    @PathId('tool_not_found') id: string,
    @Body({ schema: SetToolSecrets }) values: SetToolSecrets,
  ): Promise<Tool> {
    return this.secrets.set(principal.tenantId, actorOf(principal), id, values);
  }
}
