import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Billing } from '@orbisvoice/contracts';
import { Access, Answers, CurrentPrincipal, type Principal } from '../../../platform/http/index.js';
import { TeamBilling } from '../application/team-billing.service.js';

@ApiTags('tenants')
@Controller('tenants/me/billing')
export class TeamBillingController {
  constructor(private readonly billing: TeamBilling) {}

  /** The plan, the paid invoices and the limits of the team. */
  @Get()
  @Answers(Billing)
  @Access({ roles: ['owner', 'admin'] })
  read(@CurrentPrincipal() principal: Principal): Promise<Billing> {
    return this.billing.read(principal.tenantId);
  }
}
