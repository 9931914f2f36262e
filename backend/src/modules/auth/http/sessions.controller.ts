import { Controller, Delete, Get, HttpCode } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EndedSessions, SessionInfo, pageOf, type Page } from '@orbisvoice/contracts';
import {
  Access,
  AppError,
  CurrentPrincipal,
  PathId,
  type UserPrincipal,
} from '../../../platform/http/index.js';
import { Answers } from '../../../platform/openapi/answers.decorator.js';
import { SessionEnding } from '../application/session-ending.js';
import { SessionsService } from '../application/sessions.service.js';

@ApiTags('auth')
@Controller('auth/sessions')
@Access()
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly ending: SessionEnding,
  ) {}

  @Get()
  @Answers(pageOf(SessionInfo))
  async list(@CurrentPrincipal() principal: UserPrincipal): Promise<Page<SessionInfo>> {
    return { items: await this.sessions.list(principal), nextCursor: null };
  }

  /** Signs out every other browser of the person. */
  @Delete()
  @Answers(EndedSessions)
  endOthers(@CurrentPrincipal() principal: UserPrincipal): Promise<EndedSessions> {
    return this.ending.endOthers(principal);
  }

  @Delete(':id')
  @HttpCode(204)
  async end(
    @CurrentPrincipal() principal: UserPrincipal,
    @PathId('session_not_found') id: string,
  ): Promise<void> {
    if (!(await this.ending.end(principal.userId, id, principal.tenantId)))
      throw new AppError('session_not_found');
  }
}
