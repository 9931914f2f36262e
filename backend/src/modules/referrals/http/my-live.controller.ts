import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { LiveEvent } from '@orbisvoice/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers, Public } from '../../../platform/http/index.js';
import { LiveStreams } from '../../../platform/live/index.js';
import { AffiliatesService } from '../application/affiliates.service.js';
import { AffiliateCookie } from './affiliate-cookie.js';
import { CurrentPartner, PartnerRoute, type PartnerVisitor } from './partner.guard.js';

/** Tells a partner's page that something changed; what, it reads anew. */
@ApiTags('referrals')
@Controller('referrals/me/stream')
@Public()
@PartnerRoute()
export class MyLiveController {
  constructor(
    private readonly streams: LiveStreams,
    private readonly affiliates: AffiliatesService,
    private readonly cookie: AffiliateCookie,
  ) {}

  /** Server-sent events, each `referrals.changed` or `resync`. Customers hear the same on `GET /live`. */
  @Get()
  @ApiProduces('text/event-stream')
  @Answers(LiveEvent, 200, 'A stream that stays open; `data` of each message is one of these.')
  live(
    @CurrentPartner() { partnerId, tenantId }: PartnerVisitor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const session = this.cookie.read(request);
    const guest = {
      id: partnerId,
      stands: async () => session !== undefined && (await this.affiliates.partnerOf(session)) === partnerId,
    };
    const { principal } = request;
    const hears = (name: string) => name === 'referrals.changed' || name === 'resync';
    if (tenantId !== null && principal?.kind === 'user')
      this.streams.open(reply, { principal, audiences: [partnerId], hears });
    else this.streams.open(reply, { guest, audiences: [partnerId], hears });
  }
}
