import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { PageQuery, UpdateTenant, type AuditEntry, type Page, type Tenant } from '@orbisvoice/contracts';
import { Access, CurrentPrincipal, type Principal } from '../../../platform/http/index.js';
import { AuditLog, actorOf } from '../application/audit-log.js';
import { TenantsFacade } from '../application/tenants.facade.js';

@Controller('tenants/me')
export class TenantsController {
  constructor(
    private readonly tenants: TenantsFacade,
    private readonly audit: AuditLog,
  ) {}

  @Get()
  @Access()
  read(@CurrentPrincipal() principal: Principal): Promise<Tenant> {
    return this.tenants.get(principal.tenantId);
  }

  @Put()
  @Access({ roles: ['owner', 'admin'] })
  update(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: UpdateTenant }) change: UpdateTenant,
  ): Promise<Tenant> {
    return this.tenants.update(principal.tenantId, actorOf(principal), change);
  }

  @Get('audit-log')
  @Access({ roles: ['owner', 'admin'] })
  auditLog(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<Page<AuditEntry>> {
    return this.audit.list(principal.tenantId, query);
  }
}
