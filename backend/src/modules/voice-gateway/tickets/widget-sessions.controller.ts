import { Body, Controller, Get, Headers, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CallSession, CreateWidgetSession, WidgetAgent } from '@orbisvoice/contracts';
import { Access, AppError, CurrentPrincipal, Idempotent, PathId } from '../../../platform/http/index.js';
import type { ApiKeyPrincipal, Principal } from '../../../platform/http/index.js';
import { Answers } from '../../../platform/openapi/answers.decorator.js';
import { CallSessions, toWidgetAgent } from './call-sessions.service.js';

const PAGES = { roles: [], scopes: ['calls:start'], kinds: ['publishable'] } as const;

/** For pages that embed an agent: a publishable key and an origin that the agent allows. */
@ApiTags('widget')
@Controller('widget')
export class WidgetSessionsController {
  constructor(private readonly sessions: CallSessions) {}

  @Post('sessions')
  @Answers(CallSession, 201)
  @Access(PAGES)
  @Idempotent()
  create(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: CreateWidgetSession }) body: CreateWidgetSession,
    @Headers('origin') origin: string | undefined,
  ): Promise<CallSession> {
    return this.sessions.forPage(keyOf(principal), body.agentId, origin?.toLowerCase());
  }

  @Get('config/:agentId')
  @Answers(WidgetAgent)
  @Access(PAGES)
  async config(
    @CurrentPrincipal() principal: Principal,
    @PathId('agent_not_found', 'agentId') agentId: string,
    @Headers('origin') origin: string | undefined,
  ): Promise<WidgetAgent> {
    return toWidgetAgent(await this.sessions.agentForPage(keyOf(principal), agentId, origin?.toLowerCase()));
  }
}

function keyOf(principal: Principal): ApiKeyPrincipal {
  if (principal.kind !== 'apiKey') throw new AppError('forbidden');
  return principal;
}
