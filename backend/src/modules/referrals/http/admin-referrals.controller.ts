import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AdjustCommission,
  AdminConflict,
  AdminFlag,
  DecideFlag,
  OperationReceipt,
  OverrideAttribution,
  pageOf,
  RaiseFlag,
  ReferralAnalytics,
  ResolveConflict,
  type Page,
} from '@orbisvoice/contracts';
import {
  Access,
  Answers,
  CurrentPrincipal,
  Idempotent,
  PathId,
  type Principal,
} from '../../../platform/http/index.js';
import { Cohorts } from '../application/cohorts.service.js';
import { keyOfConflict, OfficeDesk } from '../application/office-desk.service.js';
import { OfficeService } from '../application/office.service.js';
import { personOf } from './person.js';

/** The programme's office. Every operation names its reason and leaves a line in the audit log of whoever did it. */
@ApiTags('admin')
@Controller('admin')
@Access({ platformAdmins: true })
export class AdminReferralsController {
  constructor(
    private readonly office: OfficeService,
    private readonly desk: OfficeDesk,
    private readonly cohorts: Cohorts,
  ) {}

  /** How referred teams fare by the week of their sign-up. */
  @Get('referral-analytics')
  @Answers(ReferralAnalytics)
  analytics(@CurrentPrincipal() principal: Principal): Promise<ReferralAnalytics> {
    return this.cohorts.analytics(personOf(principal));
  }

  @Post('referrals/override')
  @Answers(OperationReceipt, 201)
  @Idempotent()
  async override(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: OverrideAttribution }) wish: OverrideAttribution,
  ): Promise<OperationReceipt> {
    return { naturalKey: await this.office.override(personOf(principal), wish) };
  }

  @Post('referrals/adjustments')
  @Answers(OperationReceipt, 201)
  @Idempotent()
  async adjust(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: AdjustCommission }) { amount, ...wish }: AdjustCommission,
  ): Promise<OperationReceipt> {
    return { naturalKey: await this.office.adjust(personOf(principal), { ...wish, ...amount }) };
  }

  @Get('referrals/flags')
  @Answers(pageOf(AdminFlag))
  async flags(): Promise<Page<AdminFlag>> {
    return { items: await this.desk.flags(), nextCursor: null };
  }

  @Post('referrals/flags')
  @Answers(OperationReceipt, 201)
  @Idempotent()
  async raise(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: RaiseFlag }) { reason, ...flag }: RaiseFlag,
  ): Promise<OperationReceipt> {
    const raised = { ...flag, rule: 'by_hand', evidence: { reason } };
    return { naturalKey: `flag:${await this.office.raiseFlag(personOf(principal), raised)}:raised` };
  }

  @Post('referrals/flags/:id')
  @Answers(OperationReceipt, 201)
  async decide(
    @CurrentPrincipal() principal: Principal,
    @PathId('not_found') flagId: string,
    @Body({ schema: DecideFlag }) wish: DecideFlag,
  ): Promise<OperationReceipt> {
    return { naturalKey: await this.office.decideFlag(personOf(principal), { flagId, ...wish }) };
  }

  @Get('referrals/conflicts')
  @Answers(pageOf(AdminConflict))
  async conflicts(): Promise<Page<AdminConflict>> {
    return { items: await this.desk.conflicts(), nextCursor: null };
  }

  @Post('referrals/conflicts/:id')
  @Answers(OperationReceipt, 201)
  async resolve(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body({ schema: ResolveConflict }) wish: ResolveConflict,
  ): Promise<OperationReceipt> {
    const naturalKey = keyOfConflict(id);
    return { naturalKey: await this.office.resolve(personOf(principal), { naturalKey, ...wish }) };
  }
}
