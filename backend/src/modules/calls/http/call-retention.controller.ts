import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CallRetention,
  RetentionPreview,
  RetentionPreviewQuery,
  SetCallRetention,
} from '@orbisvoice/contracts';
import { Access, Answers, CurrentPrincipal, type Principal } from '../../../platform/http/index.js';
import { actorOf } from '../../tenants/index.js';
import { CallRetentions } from '../application/call-retention.service.js';

/** For how long calls are kept. Everybody of the team may know it; what erases calls is for owners and admins. */
@ApiTags('tenants')
@Controller('tenants/me/retention')
export class CallRetentionController {
  constructor(private readonly retention: CallRetentions) {}

  @Get()
  @Answers(CallRetention)
  @Access()
  read(@CurrentPrincipal() { tenantId }: Principal): Promise<CallRetention> {
    return this.retention.get(tenantId);
  }

  /** How many calls a period would erase if it were chosen now. */
  @Get('preview')
  @Answers(RetentionPreview)
  @Access({ roles: ['owner', 'admin'] })
  preview(
    @CurrentPrincipal() { tenantId }: Principal,
    @Query({ schema: RetentionPreviewQuery }) { callDays }: RetentionPreviewQuery,
  ): Promise<RetentionPreview> {
    return this.retention.preview(tenantId, callDays);
  }

  /** Older calls begin to be erased at once, which cannot be undone. */
  @Put()
  @Answers(CallRetention)
  @Access({ roles: ['owner', 'admin'] })
  set(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: SetCallRetention }) { callDays }: SetCallRetention,
  ): Promise<CallRetention> {
    return this.retention.set(principal.tenantId, actorOf(principal), callDays);
  }
}
