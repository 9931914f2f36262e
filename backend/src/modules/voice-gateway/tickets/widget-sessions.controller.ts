import { Body, Controller, Headers, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CallSession, CreateWidgetSession } from '@orbisvoice/contracts';
import { Access, AppError, CurrentPrincipal, Idempotent } from '../../../platform/http/index.js';
import type { Principal } from '../../../platform/http/index.js';
import { Answers } from '../../../platform/openapi/answers.decorator.js';
import { CallSessions } from './call-sessions.service.js';
import { pageRequest } from './page-request.js';

/** For pages that embed an agent, and for the servers of such pages. */
@ApiTags('widget')
@Controller('widget')
export class WidgetSessionsController {
  constructor(private readonly sessions: CallSessions) {}

  /**
   * A ticket for one call from a page that the agent allows. A browser asks with a publishable key and its `Origin`; a
   * site's own server asks with a secret key and names the page, and hands the answer to it.
   */
  @Post('sessions')
  @Answers(CallSession, 201)
  @Access({ roles: [], scopes: ['calls:start'], kinds: ['publishable', 'secret', 'restricted'] })
  @Idempotent()
  create(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: CreateWidgetSession }) body: CreateWidgetSession,
    @Headers('origin') origin: string | undefined,
    @Ip() address: string,
  ): Promise<CallSession> {
    if (principal.kind !== 'apiKey') throw new AppError('forbidden');
    return this.sessions.forPage(principal, body.agentId, pageRequest(principal, body, origin), address);
  }
}
