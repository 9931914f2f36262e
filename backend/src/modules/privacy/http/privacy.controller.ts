import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CallerErasure,
  CallerFound,
  CallerQuestion,
  PageQuery,
  pageOf,
  type Page,
} from '@orbisvoice/contracts';
import {
  Access,
  Answers,
  CurrentPrincipal,
  Idempotent,
  PathId,
  type Principal,
} from '../../../platform/http/index.js';
import { actorOf } from '../../tenants/index.js';
import { CallerErasures } from '../application/caller-erasures.service.js';

/** What people who called may ask of the team: to be forgotten. */
@ApiTags('privacy')
@Controller('privacy')
@Access({ roles: ['owner', 'admin'], scopes: ['calls:write'] })
export class PrivacyController {
  constructor(private readonly erasures: CallerErasures) {}

  /** How much an erasure would take. Posted, so that no address stands in a log of requests. */
  @Post('callers/search')
  @HttpCode(200)
  @Answers(CallerFound)
  search(
    @CurrentPrincipal() { tenantId }: Principal,
    @Body({ schema: CallerQuestion }) question: CallerQuestion,
  ): Promise<CallerFound> {
    return this.erasures.search(tenantId, question);
  }

  /** Cannot be undone. Done by a job, usually within seconds. */
  @Post('erasures')
  @HttpCode(202)
  @Idempotent()
  @Answers(CallerErasure, 202)
  ask(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: CallerQuestion }) question: CallerQuestion,
  ): Promise<CallerErasure> {
    return this.erasures.ask(principal.tenantId, actorOf(principal), question);
  }

  @Get('erasures')
  @Answers(pageOf(CallerErasure))
  list(
    @CurrentPrincipal() { tenantId }: Principal,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Page<CallerErasure>> {
    return this.erasures.list(tenantId, query);
  }

  @Get('erasures/:id')
  @Answers(CallerErasure)
  read(@CurrentPrincipal() { tenantId }: Principal, @PathId('not_found') id: string): Promise<CallerErasure> {
    return this.erasures.get(tenantId, id);
  }
}
