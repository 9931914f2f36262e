import { Controller, Headers, Ip, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AppConfig } from '@orbisvoice/config';
import { CallSession, EmbedSessionQuery } from '@orbisvoice/contracts';
import { Answers, AppError, PathId, Public, RateLimited } from '../../../platform/http/index.js';
import { CallSessions } from './call-sessions.service.js';

/**
 * Tickets for our own pages: the one inside a frame (`GET /embed/:agentId`), which names the site around it, and those in
 * no frame. Browsers keep other sites from framing it; naming the site has each call recorded under it.
 */
@ApiTags('widget')
@Controller('embed')
export class EmbedSessionsController {
  private readonly ownOrigin: string;

  constructor(
    private readonly sessions: CallSessions,
    { publicUrl }: AppConfig,
  ) {
    this.ownOrigin = new URL(publicUrl).origin;
  }

  @Post(':agentId/sessions')
  @Answers(CallSession, 201)
  @Public()
  @RateLimited({ name: 'embed-session', per: 'address', limit: 30 })
  create(
    @PathId('agent_not_found', 'agentId') agentId: string,
    @Query({ schema: EmbedSessionQuery }) { site }: EmbedSessionQuery,
    @Headers('origin') origin: string | undefined,
    @Headers('sec-fetch-site') fetchSite: string | undefined,
    @Ip() address: string,
  ): Promise<CallSession> {
    // A page cannot write Sec-Fetch-Site; it also holds where the server is reached by another name than its public one.
    const own = origin !== undefined && (origin === this.ownOrigin || fetchSite === 'same-origin');
    if (!own) throw new AppError('origin_not_allowed');
    return this.sessions.forEmbed(agentId, { page: origin, site: site ?? origin }, address);
  }
}
