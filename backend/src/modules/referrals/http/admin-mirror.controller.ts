import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AdminMirror, ServiceNotice, SettleMirrorDelivery } from '@orbisvoice/contracts';
import { Access, Answers, CurrentPrincipal, type Principal } from '../../../platform/http/index.js';
import { MirrorDesk } from '../application/mirror-desk.service.js';
import { ServiceNotices } from '../application/service-notices.js';
import { personOf } from './person.js';

@ApiTags('admin')
@Controller('admin/referrals')
@Access({ platformAdmins: true })
export class AdminMirrorController {
  constructor(
    private readonly desk: MirrorDesk,
    private readonly notices: ServiceNotices,
  ) {}

  /** How the mirror does, in words, and which copies wait for a person. */
  @Get('mirror')
  @Answers(AdminMirror)
  read(): Promise<AdminMirror> {
    return this.desk.read();
  }

  /** Says of a copy in doubt that it arrived, or that it is to be sent once more. */
  @Post('mirror/deliveries')
  @HttpCode(204)
  settle(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: SettleMirrorDelivery }) wish: SettleMirrorDelivery,
  ): Promise<void> {
    return this.desk.settle(personOf(principal), wish);
  }

  /** Outside services under licences that ask for something, as they stand on record. */
  @Get('notices')
  @Answers(ServiceNotice)
  notice(): ServiceNotice {
    return { services: this.notices.services.map((service) => ({ ...service })) };
  }
}
