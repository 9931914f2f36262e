import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FollowUp, FollowUpQuery, pageOf, type Page } from '@orbisvoice/contracts';
import { Access, Answers, CurrentPrincipal, PathId, type Principal } from '../../../platform/http/index.js';
import { actorOf } from '../../tenants/index.js';
import { FollowUps } from '../application/follow-ups.service.js';

@ApiTags('calls')
@Controller('follow-ups')
export class FollowUpsController {
  constructor(private readonly followUps: FollowUps) {}

  @Get()
  @Answers(pageOf(FollowUp))
  @Access({ scopes: ['calls:read'] })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: FollowUpQuery }) query: FollowUpQuery,
  ): Promise<Page<FollowUp>> {
    return this.followUps.list(principal.tenantId, query);
  }

  @Post(':id/done')
  @HttpCode(200)
  @Answers(FollowUp)
  @Access({ scopes: ['calls:write'] })
  finish(
    @CurrentPrincipal() principal: Principal,
    @PathId('follow_up_not_found') id: string,
  ): Promise<FollowUp> {
    return this.followUps.finish(principal.tenantId, actorOf(principal), id);
  }
}
