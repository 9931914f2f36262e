import { z } from 'zod';
import { Email, Timestamp, Uuid, plainText } from './common.js';

export const ROLES = ['owner', 'admin', 'member'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const Tenant = z
  .object({
    id: Uuid,
    name: z.string(),
    /** Requests a minute that each API key of this tenant may make. */
    rateLimitPerMinute: z.int(),
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

export const AuditEntry = z
  .object({
    id: Uuid,
    at: Timestamp,
    actor: z.object({
      kind: z.enum(['user', 'api_key', 'system']),
      id: z.string().nullable(),
      label: z.string(),
    }),
    action: z.string(),
    targetType: z.string(),
    targetId: z.string().nullable(),
    requestId: z.string().nullable(),
    outcome: z.enum(['done', 'refused']),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;
