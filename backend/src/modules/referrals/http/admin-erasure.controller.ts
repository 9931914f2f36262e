import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WithReason } from '@orbisvoice/contracts';
import { Access, CurrentPrincipal, PathId, type Principal } from '../../../platform/http/index.js';
import { ErasureService } from '../application/erasure.service.js';
import { personOf } from './person.js';

/** Forgets people. Money stays in the books under numbers; neither can be undone. */
@ApiTags('admin')
@Controller('admin/referrals')
@Access({ platformAdmins: true })
export class AdminErasureController {
  constructor(private readonly erasure: ErasureService) {}

  /** Name, address, payout details, sessions; the partnership ends. Refused while a payout is under way. */
  @Post('partners/:id/erase')
  @HttpCode(204)
  partner(
    @CurrentPrincipal() principal: Principal,
    @PathId('not_found') partnerId: string,
    @Body({ schema: WithReason }) why: WithReason,
  ): Promise<void> {
    return this.erasure.partner(personOf(principal), { partnerId, ...why });
  }

  /** What the programme knows of the person behind a referred team. */
  @Post('referred/:id/erase')
  @HttpCode(204)
  referred(
    @CurrentPrincipal() principal: Principal,
    @PathId('not_found') tenantId: string,
    @Body({ schema: WithReason }) why: WithReason,
  ): Promise<void> {
    return this.erasure.referredTeam(personOf(principal), { tenantId, ...why });
  }
}
