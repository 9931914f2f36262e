import { PassThrough } from 'node:stream';
import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CallerErasure,
  CallerExport,
  CallerFound,
  CallerQuestion,
  PageQuery,
  pageOf,
  type Page,
} from '@orbisvoice/contracts';
import type { FastifyReply } from 'fastify';
import {
  Access,
  Answers,
  CurrentPrincipal,
  Idempotent,
  PathId,
  RateLimited,
  type Principal,
} from '../../../platform/http/index.js';
import { actorOf } from '../../tenants/index.js';
import { CallerExports } from '../application/caller-exports.service.js';
import { CallerErasures } from '../application/caller-erasures.service.js';

const FILE = {
  'content-type': 'application/json; charset=utf-8',
  'content-disposition': 'attachment; filename="caller.json"',
  'cache-control': 'no-store',
  // A proxy that collects would lay what a caller said on its disk, and hide from us how fast the reader is.
  'x-accel-buffering': 'no',
};

/** What people who called may ask of the team: to see what is kept of them, and to be forgotten. */
@ApiTags('privacy')
@Controller('privacy')
@Access({ roles: ['owner', 'admin'], scopes: ['calls:write'] })
export class PrivacyController {
  constructor(
    private readonly erasures: CallerErasures,
    private readonly exports: CallerExports,
  ) {}

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

  /** Everything that is kept of a caller, as a file. What the provider of the voice keeps is not in it. */
  @Post('callers/export')
  @HttpCode(200)
  @Answers(CallerExport)
  @RateLimited({ name: 'caller-export', per: 'tenant', limit: 20 })
  async export(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: CallerQuestion }) question: CallerQuestion,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.exports.write(principal.tenantId, actorOf(principal), question, () => {
      const body = new PassThrough();
      void reply.headers(FILE).send(body);
      return body;
    });
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
