import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AuditEntry,
  AuditQuery,
  AuditSeal,
  Tenant,
  UpdateTenant,
  pageOf,
  type Page,
} from '@orbisvoice/contracts';
import { Access, CurrentPrincipal, type Principal } from '../../../platform/http/index.js';
import { Answers } from '../../../platform/openapi/answers.decorator.js';
import { AuditChain } from '../application/audit-chain.service.js';
import { AuditLog, actorOf } from '../application/audit-log.js';
import { TenantsFacade } from '../application/tenants-facade.js';

@ApiTags('tenants')
@Controller('tenants/me')
export class TenantsController {
  constructor(
    private readonly tenants: TenantsFacade,
    private readonly audit: AuditLog,
    private readonly chain: AuditChain,
  ) {}

  @Get()
  @Answers(Tenant)
  @Access()
  read(@CurrentPrincipal() principal: Principal): Promise<Tenant> {
    return this.tenants.get(principal.tenantId);
  }

  @Put()
  @Answers(Tenant)
  @Access({ roles: ['owner', 'admin'] })
  update(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: UpdateTenant }) change: UpdateTenant,
  ): Promise<Tenant> {
    return this.tenants.update(principal.tenantId, actorOf(principal), change);
  }

  /** Up to when the lines of the log vouch for each other. */
  @Get('audit-log/seal')
  @Answers(AuditSeal)
  @Access({ roles: ['owner', 'admin'] })
  auditSeal(@CurrentPrincipal() { tenantId }: Principal): Promise<AuditSeal> {
    return this.chain.seal(tenantId);
  }

  @Get('audit-log')
  @Answers(pageOf(AuditEntry))
  @Access({ roles: ['owner', 'admin'] })
  auditLog(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: AuditQuery }) query: AuditQuery,
  ): Promise<Page<AuditEntry>> {
    return this.audit.list(principal.tenantId, query);
  }
}
