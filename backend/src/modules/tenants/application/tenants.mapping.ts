import type { Invitation, Member, Tenant } from '@orbisvoice/contracts';
import type { InvitationEntity } from '../persistence/invitation.entity.js';
import type { MembershipEntity } from '../persistence/membership.entity.js';
import type { TenantEntity } from '../persistence/tenant.entity.js';
import type { PersonName } from './identity-directory.port.js';

export const toTenant = (row: TenantEntity): Tenant => ({
  id: row.id,
  name: row.name,
  rateLimitPerMinute: row.rateLimitPerMinute,
  maxConcurrentCalls: row.maxConcurrentCalls,
  acquiredVia: row.acquiredVia,
  createdAt: row.createdAt.toISOString(),
});

export const toMember = (row: MembershipEntity, person: PersonName | undefined): Member => ({
  userId: row.userId,
  email: person?.email ?? '',
  name: person?.name ?? '',
  role: row.role,
  joinedAt: row.joinedAt.toISOString(),
});

export const toInvitation = (row: InvitationEntity, inviter: PersonName | undefined): Invitation => ({
  id: row.id,
  email: row.email,
  role: row.role,
  invitedBy: inviter?.name ?? 'a former member',
  expiresAt: row.expiresAt.toISOString(),
  createdAt: row.createdAt.toISOString(),
});
