import { z } from 'zod';
import { Email, PageQuery, Timestamp, Uuid, plainText } from './common.js';

export const ROLES = ['owner', 'admin', 'member'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const Tenant = z
  .object({
    id: Uuid,
    name: z.string(),
    /** Requests a minute that each API key of this tenant may make. */
    rateLimitPerMinute: z.int(),
    /** Calls at once, where the operator has set a number for this team; null is the usual number of the installation. */
    maxConcurrentCalls: z.int().nullable(),
    /** How the team came to us, for its badge; null where nobody referred it. */
    acquiredVia: z.enum(['referral']).nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'Tenant' });
export type Tenant = z.infer<typeof Tenant>;

export const UpdateTenant = z
  .object({ name: plainText(120), rateLimitPerMinute: z.int().min(1).max(10_000) })
  .partial()
  .meta({ id: 'UpdateTenant' });
export type UpdateTenant = z.infer<typeof UpdateTenant>;

export const Member = z
  .object({ userId: Uuid, email: z.string(), name: z.string(), role: Role, joinedAt: Timestamp })
  .meta({ id: 'Member' });
export type Member = z.infer<typeof Member>;

export const UpdateMember = z.object({ role: Role }).meta({ id: 'UpdateMember' });
export type UpdateMember = z.infer<typeof UpdateMember>;

export const Invitation = z
  .object({
    id: Uuid,
    email: z.string(),
    role: Role,
    invitedBy: z.string(),
    expiresAt: Timestamp,
    createdAt: Timestamp,
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof Invitation>;

export const CreateInvitation = z
  .object({ email: Email, role: z.enum(['admin', 'member']) })
  .meta({ id: 'CreateInvitation' });
export type CreateInvitation = z.infer<typeof CreateInvitation>;

/** Who did something, with a name to show. */
export const Actor = z.object({
  kind: z.enum(['user', 'api_key', 'system']),
  id: z.string().nullable(),
  label: z.string(),
});
export type Actor = z.infer<typeof Actor>;

export const AuditEntry = z
  .object({
    id: Uuid,
    at: Timestamp,
    actor: Actor,
    action: z.string(),
    targetType: z.string(),
    targetId: z.string().nullable(),
    /** The name of the person or the key that it was done to; null where it was done to something else. */
    targetLabel: z.string().nullable(),
    requestId: z.string().nullable(),
    outcome: z.enum(['done', 'refused']),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

/** How far the log is sealed: each line up to then vouches for the one before it. */
export const AuditSeal = z
  .object({ lines: z.int(), sealedAt: Timestamp.nullable() })
  .meta({ id: 'AuditSeal' });
export type AuditSeal = z.infer<typeof AuditSeal>;

/** Lines by one person or key, of one kind, of one time; all of it together where several are given. */
export const AuditQuery = PageQuery.extend({
  actorId: Uuid.optional(),
  /** As the log says it: `member.removed`. */
  action: plainText(80).optional(),
  from: Timestamp.optional(),
  to: Timestamp.optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;
