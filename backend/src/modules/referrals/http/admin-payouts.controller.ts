import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AdminPayout,
  AdminPayoutMethod,
  AdminPayoutsQuery,
  pageOf,
  PayPayout,
  WithReason,
  type Page,
} from '@orbisvoice/contracts';
import { Access, Answers, CurrentPrincipal, PathId, type Principal } from '../../../platform/http/index.js';
import { OfficeDesk } from '../application/office-desk.service.js';
import { PayoutAddresses } from '../application/payout-addresses.service.js';
import { PayoutDesk } from '../application/payout-desk.js';
import { toAdminPayout } from '../application/payout.mapping.js';
import { personOf } from './person.js';

/** Payouts as the office sees them. Repeating a step that was taken changes nothing. */
@ApiTags('admin')
@Controller('admin/referrals/payouts')
@Access({ platformAdmins: true })
export class AdminPayoutsController {
  constructor(
    private readonly payouts: PayoutDesk,
    private readonly desk: OfficeDesk,
    private readonly addresses: PayoutAddresses,
  ) {}

  @Get()
  @Answers(pageOf(AdminPayout))
  list(@Query({ schema: AdminPayoutsQuery }) query: AdminPayoutsQuery): Promise<Page<AdminPayout>> {
    return this.desk.payouts(query);
  }

  /** Where to send the money, opened for whoever sends it; each look is in the audit log. */
  @Get(':id/method')
  @Answers(AdminPayoutMethod)
  method(
    @CurrentPrincipal() principal: Principal,
    @PathId('not_found') id: string,
  ): Promise<AdminPayoutMethod> {
    return this.addresses.of(personOf(principal), id);
  }

  /** By somebody else than whoever asked for it. */
  @Post(':id/approve')
  @HttpCode(200)
  @Answers(AdminPayout)
  async approve(
    @CurrentPrincipal() principal: Principal,
    @PathId('not_found') id: string,
    @Body({ schema: WithReason }) why: WithReason,
  ): Promise<AdminPayout> {
    return toAdminPayout(await this.payouts.approve(personOf(principal), id, why));
  }

  /** The money was sent, under this number. */
  @Post(':id/pay')
  @HttpCode(200)
  @Answers(AdminPayout)
  async pay(
    @CurrentPrincipal() principal: Principal,
    @PathId('not_found') id: string,
    @Body({ schema: PayPayout }) how: PayPayout,
  ): Promise<AdminPayout> {
    return toAdminPayout(await this.payouts.pay(personOf(principal), id, how));
  }

  @Post(':id/reject')
  @HttpCode(200)
  @Answers(AdminPayout)
  async reject(
    @CurrentPrincipal() principal: Principal,
    @PathId('not_found') id: string,
    @Body({ schema: WithReason }) why: WithReason,
  ): Promise<AdminPayout> {
    return toAdminPayout(await this.payouts.reject(personOf(principal), id, why));
  }

  /** The bank sent a paid sum back. */
  @Post(':id/reverse')
  @HttpCode(200)
  @Answers(AdminPayout)
  async reverse(
    @CurrentPrincipal() principal: Principal,
    @PathId('not_found') id: string,
    @Body({ schema: WithReason }) why: WithReason,
  ): Promise<AdminPayout> {
    return toAdminPayout(await this.payouts.reverse(personOf(principal), id, why));
  }
}
