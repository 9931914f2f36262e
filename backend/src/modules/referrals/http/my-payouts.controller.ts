import { Body, Controller, Get, HttpCode, Post, Put, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AcceptReferralTerms,
  MyPayoutMethod,
  PageQuery,
  pageOf,
  PayoutMethod,
  PayoutMethodDetails,
  ReferralPayout,
  RequestPayout,
  type Page,
} from '@orbisvoice/contracts';
import type { FastifyRequest } from 'fastify';
import { Answers, Idempotent, networkOf, Public } from '../../../platform/http/index.js';
import { MyReferrals } from '../application/my-referrals.service.js';
import { PayoutMethodsService } from '../application/payout-methods.service.js';
import { toReferralPayout } from '../application/payout.mapping.js';
import { PayoutsService } from '../application/payouts.service.js';
import { TermsService } from '../application/terms.service.js';
import { CurrentPartner, PartnerRoute, type PartnerVisitor } from './partner.guard.js';

/** How a partner gets their money. */
@ApiTags('referrals')
@Controller('referrals/me')
@Public()
@PartnerRoute()
export class MyPayoutsController {
  constructor(
    private readonly mine: MyReferrals,
    private readonly payouts: PayoutsService,
    private readonly methods: PayoutMethodsService,
    private readonly terms: TermsService,
  ) {}

  /** Agrees to the present terms, by their version and the digest of the words that were shown. */
  @Post('terms')
  @HttpCode(204)
  async acceptTerms(
    @CurrentPartner() { partnerId }: PartnerVisitor,
    @Body({ schema: AcceptReferralTerms }) acceptance: AcceptReferralTerms,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.terms.accept(partnerId, acceptance, networkOf(request.ip));
  }

  @Get('payout-method')
  @Answers(MyPayoutMethod)
  async method(@CurrentPartner() { partnerId }: PartnerVisitor): Promise<MyPayoutMethod> {
    return { method: await this.methods.current(partnerId) };
  }

  /** Takes the place of the present one, after the link in the mail was pressed. */
  @Put('payout-method')
  @Answers(PayoutMethod)
  replaceMethod(
    @CurrentPartner() { partnerId }: PartnerVisitor,
    @Body({ schema: PayoutMethodDetails }) details: PayoutMethodDetails,
  ): Promise<PayoutMethod> {
    return this.methods.replace(partnerId, details);
  }

  /** Newest first. */
  @Get('payouts')
  @Answers(pageOf(ReferralPayout))
  list(
    @CurrentPartner() { partnerId }: PartnerVisitor,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Page<ReferralPayout>> {
    return this.mine.payouts(partnerId, query);
  }

  /** Reserves all that is available in one currency. */
  @Post('payouts')
  @Answers(ReferralPayout, 201)
  @Idempotent()
  async request(
    @CurrentPartner() { partnerId, actorId }: PartnerVisitor,
    @Body({ schema: RequestPayout }) { currency }: RequestPayout,
  ): Promise<ReferralPayout> {
    return toReferralPayout(await this.payouts.request(partnerId, currency, actorId));
  }
}
