import { Body, Controller, Delete, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateReferralLink,
  PageQuery,
  pageOf,
  ReferralEarnings,
  ReferralLink,
  ReferralProfile,
  ReferredTeam,
  type Page,
} from '@orbisvoice/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers, networkOf, PathId, Public } from '../../../platform/http/index.js';
import { MyLinks } from '../application/my-links.service.js';
import { MyReferrals } from '../application/my-referrals.service.js';
import { Signs } from '../application/signs.js';
import { digestOf } from '../domain/digest.js';
import { CurrentPartner, PartnerRoute, type PartnerVisitor } from './partner.guard.js';

/** The referral programme as one person sees it. Whoever looks is a partner from then on, with a link of their own. */
@ApiTags('referrals')
@Controller('referrals/me')
@Public()
@PartnerRoute()
export class MyReferralsController {
  constructor(
    private readonly mine: MyReferrals,
    private readonly links: MyLinks,
    private readonly signs: Signs,
  ) {}

  @Get()
  @Answers(ReferralProfile)
  async profile(
    @CurrentPartner() { partnerId }: PartnerVisitor,
    @Req() request: FastifyRequest,
  ): Promise<ReferralProfile> {
    await this.signs.ofVisit(partnerId, networkOf(request.ip), request.headers);
    return this.mine.profile(partnerId);
  }

  /** With a tag of the figures: whoever has them already gets a 304, whatever the time is. */
  @Get('earnings')
  @Answers(ReferralEarnings)
  async earnings(
    @CurrentPartner() { partnerId }: PartnerVisitor,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReferralEarnings | undefined> {
    const earnings = await this.mine.earnings(partnerId);
    const tag = `W/"${digestOf(earnings.accounts).slice(0, 32)}"`;
    reply.headers({ etag: tag, 'cache-control': 'private, no-cache' });
    if (headers['if-none-match'] !== tag) return earnings;
    reply.status(304);
    return undefined;
  }

  /** Referred teams, newest first. */
  @Get('history')
  @Answers(pageOf(ReferredTeam))
  history(
    @CurrentPartner() { partnerId }: PartnerVisitor,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Page<ReferredTeam>> {
    return this.mine.history(partnerId, query);
  }

  /** Another link, with a code of one's own choice or a random one. */
  @Post('links')
  @Answers(ReferralLink, 201)
  addLink(
    @CurrentPartner() { partnerId }: PartnerVisitor,
    @Body({ schema: CreateReferralLink }) wish: CreateReferralLink,
  ): Promise<ReferralLink> {
    return this.links.add(partnerId, wish);
  }

  /** Retires a link for good: its code brings nobody any more and is never given to somebody else. */
  @Delete('links/:id')
  @HttpCode(204)
  retireLink(
    @CurrentPartner() { partnerId }: PartnerVisitor,
    @PathId('not_found') id: string,
  ): Promise<void> {
    return this.links.retire(partnerId, id);
  }
}
