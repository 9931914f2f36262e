import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Referrer, ReferrerQuery, RememberVisit, VisitReferrer } from '@orbisvoice/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Answers,
  AppError,
  networkOf,
  NoticesVisitor,
  Public,
  RateLimited,
} from '../../../platform/http/index.js';
import { TouchCookie } from '../../../platform/touches/index.js';
import { LinkFinder } from '../application/link-finder.js';
import { Visits } from '../application/visits.service.js';

/** Far above what an office behind one address clicks; each visit may be a row. */
const VISITS_PER_MINUTE = 600;

@ApiTags('referrals')
@Controller()
export class LinksController {
  constructor(
    private readonly visits: Visits,
    private readonly finder: LinkFinder,
    private readonly touches: TouchCookie,
  ) {}

  @Get('r/:code')
  @ApiOperation({
    summary: 'A referral link: counts people, remembers the visit and leads on to our own pages.',
  })
  @ApiResponse({ status: 302, description: 'To the page of the link; home where nobody has this code.' })
  @Public()
  @NoticesVisitor()
  @RateLimited({ name: 'referral-link', per: 'address', limit: VISITS_PER_MINUTE })
  async follow(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { method, headers, principal } = request;
    const { to, touch } = await this.visits.follow(code, {
      method,
      headers,
      userId: principal?.kind === 'user' ? principal.userId : null,
      network: networkOf(request.ip),
      query: request.url.split('?').slice(1).join('?'),
    });
    if (touch) this.touches.add(request, reply, touch.touch, touch.keepMs);
    await reply
      .status(302)
      .headers({ location: to, 'cache-control': 'no-store', 'referrer-policy': 'origin' })
      .send();
  }

  /** Whose code this is, for "Referred by …" beside a code that somebody typed. */
  @Get('referrals/code/:code')
  @Answers(Referrer)
  @Public()
  @RateLimited({ name: 'referral-code', per: 'address' })
  async referrer(@Param('code') code: string): Promise<Referrer> {
    const found = await this.finder.find(code);
    if (!found) throw new AppError('not_found');
    return { code: found.link.code, name: await this.finder.nameOf(found.link) };
  }

  /**
   * Who brought this visitor, by the `ref` of the page's address or else by the newest remembered visit. Where `stored`
   * is true the browser brings the visit to sign-up by itself, and `referralParam` need not be sent. Where `ask` is true
   * a page may ask its visitor, and remember by `POST`.
   */
  @Get('referrals/visit')
  @Answers(VisitReferrer)
  @Public()
  @RateLimited({ name: 'referral-code', per: 'address' })
  async visit(
    @Query({ schema: ReferrerQuery }) { ref }: ReferrerQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<VisitReferrer> {
    reply.header('cache-control', 'no-store');
    return this.visits.broughtBy(ref, this.touches.read(request), request);
  }

  /**
   * The visitor agreed that this browser remembers who brought them. Nothing is stored where the browser asks not to be
   * tracked; `stored` says which.
   */
  @Post('referrals/visit')
  @HttpCode(200)
  @Answers(VisitReferrer)
  @Public()
  @RateLimited({ name: 'referral-code', per: 'address' })
  async remember(
    @Body({ schema: RememberVisit }) { ref }: RememberVisit,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<VisitReferrer> {
    reply.header('cache-control', 'no-store');
    const { headers } = request;
    const { answer, keep } = await this.visits.agree(ref, { headers, network: networkOf(request.ip) });
    if (keep) this.touches.add(request, reply, keep.touch, keep.keepMs);
    return answer;
  }
}
