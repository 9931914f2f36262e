import { Controller, Delete, Get, HttpCode, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Call, CallQuery, CallTimeline, CallTranscript, pageOf, type Page } from '@orbisvoice/contracts';
import { Access, CurrentPrincipal, PathId, type Principal } from '../../../platform/http/index.js';
import { Answers } from '../../../platform/openapi/answers.decorator.js';
import { actorOf } from '../../tenants/index.js';
import { CallsService } from '../application/calls.service.js';

@ApiTags('calls')
@Controller('calls')
export class CallsController {
  constructor(private readonly calls: CallsService) {}

  @Get()
  @Answers(pageOf(Call))
  @Access({ scopes: ['calls:read'] })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: CallQuery }) query: CallQuery,
  ): Promise<Page<Call>> {
    return this.calls.list(principal.tenantId, query);
  }

  @Get(':id')
  @Answers(Call)
  @Access({ scopes: ['calls:read'] })
  read(@CurrentPrincipal() principal: Principal, @PathId('call_not_found') id: string): Promise<Call> {
    return this.calls.get(principal.tenantId, id);
  }

  @Get(':id/transcript')
  @Answers(CallTranscript)
  @Access({ scopes: ['calls:read'] })
  transcript(
    @CurrentPrincipal() principal: Principal,
    @PathId('call_not_found') id: string,
  ): Promise<CallTranscript> {
    return this.calls.transcript(principal.tenantId, id);
  }

  @Get(':id/timeline')
  @Answers(CallTimeline)
  @Access({ scopes: ['calls:read'] })
  timeline(
    @CurrentPrincipal() principal: Principal,
    @PathId('call_not_found') id: string,
  ): Promise<CallTimeline> {
    return this.calls.timeline(principal.tenantId, id);
  }

  /** Erasure cannot be undone, so it is not for every member. */
  @Delete(':id')
  @HttpCode(204)
  @Access({ roles: ['owner', 'admin'], scopes: ['calls:write'] })
  erase(@CurrentPrincipal() principal: Principal, @PathId('call_not_found') id: string): Promise<void> {
    return this.calls.erase(principal.tenantId, actorOf(principal), id);
  }
}
