import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AffiliateEntered,
  AffiliateSignIn,
  AffiliateVerify,
  ApplyAsAffiliate,
  ConfirmPayoutMethod,
  LinkMailed,
  ReferralTermsDocument,
} from '@orbisvoice/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers, Public, RateLimited } from '../../../platform/http/index.js';
import { AffiliatesService } from '../application/affiliates.service.js';
import { PayoutMethodsService } from '../application/payout-methods.service.js';
import { TermsService } from '../application/terms.service.js';
import { AffiliateCookie } from './affiliate-cookie.js';

const MAILED: LinkMailed = { mailed: true };

/** The public side of the affiliate programme. */
@ApiTags('affiliates')
@Controller()
@Public()
export class AffiliatesController {
  constructor(
    private readonly affiliates: AffiliatesService,
    private readonly methods: PayoutMethodsService,
    private readonly terms: TermsService,
    private readonly cookie: AffiliateCookie,
  ) {}

  /** Mails a link to the address. The answer is the same whether or not anybody has it. */
  @Post('affiliates/apply')
  @HttpCode(202)
  @Answers(LinkMailed, 202)
  @RateLimited({ name: 'affiliate-mail', per: 'address' })
  async apply(@Body({ schema: ApplyAsAffiliate }) application: ApplyAsAffiliate): Promise<LinkMailed> {
    await this.affiliates.apply(application);
    return MAILED;
  }

  /** Mails a link that signs an affiliate in. The answer is the same whether or not anybody has the address. */
  @Post('affiliates/sign-in')
  @HttpCode(202)
  @Answers(LinkMailed, 202)
  @RateLimited({ name: 'affiliate-mail', per: 'address' })
  async signIn(@Body({ schema: AffiliateSignIn }) { email }: AffiliateSignIn): Promise<LinkMailed> {
    await this.affiliates.mailSignIn(email);
    return MAILED;
  }

  /** Uses a mailed link up: confirms the address, and signs in by a cookie. */
  @Post('affiliates/verify')
  @HttpCode(200)
  @Answers(AffiliateEntered)
  @RateLimited({ name: 'affiliate-link', per: 'address' })
  async verify(
    @Body({ schema: AffiliateVerify }) { token }: AffiliateVerify,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AffiliateEntered> {
    const { session, ...entered } = await this.affiliates.enter(token);
    this.cookie.set(reply, session);
    return entered;
  }

  @Post('affiliates/sign-out')
  @HttpCode(204)
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const session = this.cookie.read(request);
    // Who sent none has none, or is made to ask by another site, which must not have it taken away.
    if (session === undefined) return;
    await this.affiliates.leave(session);
    this.cookie.clear(reply);
  }

  /** The link in the mail about a new payout method. */
  @Post('affiliates/payout-method/confirm')
  @HttpCode(204)
  @RateLimited({ name: 'affiliate-link', per: 'address' })
  async confirmMethod(@Body({ schema: ConfirmPayoutMethod }) { token }: ConfirmPayoutMethod): Promise<void> {
    await this.methods.confirm(token);
  }

  /** What partners agree to. */
  @Get('referrals/terms')
  @Answers(ReferralTermsDocument)
  @RateLimited({ name: 'referral-code', per: 'address' })
  document(): Promise<ReferralTermsDocument> {
    return this.terms.current();
  }
}
