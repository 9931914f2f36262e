import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  pageOf,
  PublishReferralTerms,
  ReferralAgreement,
  ReferralAgreementsQuery,
  ReferralTermsVersion,
  type Page,
} from '@orbisvoice/contracts';
import { Access, Answers, CurrentPrincipal, type Principal } from '../../../platform/http/index.js';
import { TermsDesk } from '../application/terms-desk.service.js';
import { personOf } from './person.js';

/** What the programme pays for. */
@ApiTags('admin')
@Controller('admin/referrals/terms')
@Access({ platformAdmins: true })
export class AdminTermsController {
  constructor(private readonly terms: TermsDesk) {}

  /** Newest first. */
  @Get()
  @Answers(pageOf(ReferralTermsVersion))
  async list(): Promise<Page<ReferralTermsVersion>> {
    return { items: await this.terms.list(), nextCursor: null };
  }

  /** Who agreed to a version, and to which words of it. */
  @Get('agreements')
  @Answers(pageOf(ReferralAgreement))
  agreements(
    @Query({ schema: ReferralAgreementsQuery }) query: ReferralAgreementsQuery,
  ): Promise<Page<ReferralAgreement>> {
    return this.terms.agreements(query);
  }

  /** A new version from an instant ahead. Partners are told by mail, and agree before their next payout. */
  @Post()
  @Answers(ReferralTermsVersion, 201)
  publish(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: PublishReferralTerms }) wish: PublishReferralTerms,
  ): Promise<ReferralTermsVersion> {
    return this.terms.publish(personOf(principal), wish);
  }
}
