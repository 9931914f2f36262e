import { Module } from '@nestjs/common';
import { ActorNames } from './application/actor-names.js';
import { Acquisition } from './application/acquisition.js';
import { AuditChain } from './application/audit-chain.service.js';
import { AuditLog } from './application/audit-log.js';
import { FirstStepsOfMember } from './application/first-steps-of-member.js';
import { InvitationAcceptance } from './application/invitation-acceptance.js';
import { InvitationsService } from './application/invitations.service.js';
import { MembersService } from './application/members.service.js';
import { TenantOwners } from './application/tenant-owners.js';
import { TenantRecords } from './application/tenant-records.js';
import { TenantsFacade } from './application/tenants-facade.js';
import { InvitationsController } from './http/invitations.controller.js';
import { MembersController } from './http/members.controller.js';
import { TenantsController } from './http/tenants.controller.js';
import { AuditChainJob } from './jobs/audit-chain.job.js';
import { NoteAcquisitionJob } from './jobs/note-acquisition.job.js';
import { AuditChainRepository } from './persistence/audit-chain.repository.js';
import { AuditLogRepository } from './persistence/audit-log.repository.js';
import { InvitationsRepository } from './persistence/invitations.repository.js';
import { MembershipsRepository } from './persistence/memberships.repository.js';
import { TenantsRepository } from './persistence/tenants.repository.js';
import { TenantsTeamData } from './persistence/tenants-team-data.js';
import { MembersTeamData } from './application/members-team-data.js';

/** Needs an IdentityDirectory from elsewhere: auth, which is global, brings it. */
@Module({
  controllers: [TenantsController, MembersController, InvitationsController],
  providers: [
    MembersTeamData,
    TenantsTeamData,
    ActorNames,
    Acquisition,
    AuditChain,
    AuditChainJob,
    AuditChainRepository,
    AuditLog,
    AuditLogRepository,
    FirstStepsOfMember,
    InvitationAcceptance,
    InvitationsRepository,
    InvitationsService,
    MembershipsRepository,
    MembersService,
    TenantOwners,
    NoteAcquisitionJob,
    TenantRecords,
    TenantsFacade,
    TenantsRepository,
  ],
  exports: [
    ActorNames,
    AuditChain,
    AuditLog,
    FirstStepsOfMember,
    InvitationAcceptance,
    TenantOwners,
    TenantsFacade,
  ],
})
export class TenantsModule {}
