export { AuditLog, actorOf } from './application/audit-log.js';
export { IdentityDirectory, type PersonName } from './application/identity-directory.port.js';
export { InvitationAcceptance, type OpenInvitation } from './application/invitation-acceptance.js';
export { TenantsFacade } from './application/tenants-facade.js';
export type { AuditActor, AuditFact } from './domain/audit-fact.js';
export type { MembershipOfUser } from './persistence/memberships.repository.js';
export { TenantsModule } from './tenants.module.js';
