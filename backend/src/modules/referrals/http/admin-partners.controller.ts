import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AdminPartner,
  AdminPartnerFile,
  AdminPartnersQuery,
  ChangePartnerStatus,
  pageOf,
  type Page,
} from '@orbisvoice/contracts';
import { Access, Answers, CurrentPrincipal, PathId, type Principal } from '../../../platform/http/index.js';
import { OfficeDesk } from '../application/office-desk.service.js';
import { PartnerDesk } from '../application/partner-desk.service.js';
import { personOf } from './person.js';

/** Partners as the office sees them. */
@ApiTags('admin')
@Controller('admin/referrals/partners')
@Access({ platformAdmins: true })
export class AdminPartnersController {
  constructor(
    private readonly lists: OfficeDesk,
    private readonly desk: PartnerDesk,
  ) {}

  @Get()
  @Answers(pageOf(AdminPartner))
  list(@Query({ schema: AdminPartnersQuery }) query: AdminPartnersQuery): Promise<Page<AdminPartner>> {
    return this.lists.partners(query);
  }

  /** Who this is and what they applied with; each look is in the audit log. */
  @Get(':id')
  @Answers(AdminPartnerFile)
  read(@CurrentPrincipal() principal: Principal, @PathId('not_found') id: string): Promise<AdminPartnerFile> {
    return this.desk.read(personOf(principal), id);
  }

  @Post(':id/status')
  @HttpCode(204)
  changeStatus(
    @CurrentPrincipal() principal: Principal,
    @PathId('not_found') partnerId: string,
    @Body({ schema: ChangePartnerStatus }) wish: ChangePartnerStatus,
  ): Promise<void> {
    return this.desk.changeStatus(personOf(principal), { partnerId, ...wish });
  }
}
