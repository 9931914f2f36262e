import { Controller, Headers, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CallSession } from '@orbisvoice/contracts';
import { Access, CurrentPrincipal, Idempotent, PathId } from '../../../platform/http/index.js';
import type { Principal } from '../../../platform/http/index.js';
import { Answers } from '../../../platform/openapi/answers.decorator.js';
import { CallSessions } from './call-sessions.service.js';

@ApiTags('agents')
@Controller('agents/:id/sessions')
export class AgentSessionsController {
  constructor(private readonly sessions: CallSessions) {}

  /** A ticket for one call with the agent; drafts may be called by their own team. */
  @Post()
  @Answers(CallSession, 201)
  @Access({ scopes: ['calls:start'] })
  @Idempotent()
  create(
    @CurrentPrincipal() principal: Principal,
    @PathId('agent_not_found') agentId: string,
    @Headers('origin') origin: string | undefined,
  ): Promise<CallSession> {
    return this.sessions.forTeam(principal, agentId, origin?.toLowerCase());
  }
}
