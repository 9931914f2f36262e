import { Module } from '@nestjs/common';
import { AuditLog } from './application/audit-log.js';
import { InvitationAcceptance } from './application/invitation-acceptance.js';
import { InvitationsService } from './application/invitations.service.js';
import { MembersService } from './application/members.service.js';
import { TenantRecords } from './application/tenant-records.js';
import { TenantsFacade } from './application/tenants-facade.js';
import { InvitationsController } from './http/invitations.controller.js';
import { MembersController } from './http/members.controller.js';
import { TenantsController } from './http/tenants.controller.js';
import { AuditLogRepository } from './persistence/audit-log.repository.js';
import { InvitationsRepository } from './persistence/invitations.repository.js';
import { MembershipsRepository } from './persistence/memberships.repository.js';
import { TenantsRepository } from './persistence/tenants.repository.js';

/** Needs an IdentityDirectory from elsewhere: auth, which is global, brings it. */
@Module({
  controllers: [TenantsController, MembersController, InvitationsController],
  providers: [
    AuditLog,
    AuditLogRepository,
    InvitationAcceptance,
    InvitationsRepository,
    InvitationsService,
    MembershipsRepository,
    MembersService,
    TenantRecords,
    TenantsFacade,
    TenantsRepository,
  ],
  exports: [AuditLog, InvitationAcceptance, TenantsFacade],
})
export class TenantsModule {}
