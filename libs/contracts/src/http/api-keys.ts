import { z } from 'zod';
import { Origin, Timestamp, Uuid, plainText } from './common.js';

export const API_KEY_KINDS = ['publishable', 'secret', 'restricted'] as const;
export const ApiKeyKind = z.enum(API_KEY_KINDS);
export type ApiKeyKind = z.infer<typeof ApiKeyKind>;

/** What a restricted key may be allowed to do. Secret keys may do all of it, publishable keys only start calls. */
export const SCOPES = [
  'agents:read',
  'agents:write',
  'tools:read',
  'tools:write',
  'tools:invoke',
  'calls:read',
  'calls:write',
  'calls:start',
  'analytics:read',
] as const;
export const Scope = z.enum(SCOPES);
export type Scope = z.infer<typeof Scope>;

export const ApiKey = z
  .object({
    id: Uuid,
    name: z.string(),
    kind: ApiKeyKind,
    /** The recognisable beginning; the rest is known to nobody but the holder. */
    prefix: z.string(),
    scopes: z.array(Scope),
    allowedOrigins: z.array(z.string()),
    expiresAt: Timestamp.nullable(),
    lastUsedAt: Timestamp.nullable(),
    revokedAt: Timestamp.nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof ApiKey>;

export const CreateApiKey = z
  .object({
    name: plainText(80),
    kind: ApiKeyKind,
    scopes: z.array(Scope).max(SCOPES.length).optional(),
    expiresAt: Timestamp.optional(),
    allowedOrigins: z.array(Origin).max(50).optional(),
  })
  .superRefine((key, ctx) => {
    if (key.kind === 'restricted' && !key.scopes?.length)
      ctx.addIssue({
        code: 'custom',
        path: ['scopes'],
        message: 'a restricted key needs at least one scope',
      });
    if (key.kind !== 'restricted' && key.scopes?.length)
      ctx.addIssue({ code: 'custom', path: ['scopes'], message: 'only restricted keys have scopes' });
  })
  .meta({ id: 'CreateApiKey' });
export type CreateApiKey = z.infer<typeof CreateApiKey>;

/** The only answer that ever holds the key itself. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() }).meta({ id: 'CreatedApiKey' });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;
