import { z } from 'zod';
import { API_KEY_KINDS, SCOPES } from './api-key-words.js';
import { Origin, Timestamp, Uuid, plainText } from './common.js';

export const ApiKeyKind = z.enum(API_KEY_KINDS);
export type ApiKeyKind = z.infer<typeof ApiKeyKind>;

export const Scope = z.enum(SCOPES);
export type Scope = z.infer<typeof Scope>;

const atMost = (max: number) => z.int().min(0).max(max).nullable();

/** What a key may start; null is no limit of its own, the team's limits hold for every key. Days begin at midnight UTC. */
const keyLimits = {
  /** Calls at once. */
  concurrentCalls: atMost(100_000),
  callsPerDay: atMost(10_000_000),
  /** From one visitor's address (an IPv4 address, or the /64 of an IPv6 address). */
  callsPerMinutePerAddress: atMost(10_000),
  callsPerDayPerAddress: atMost(1_000_000),
};
export const ApiKeyLimits = z.object(keyLimits).meta({ id: 'ApiKeyLimits' });
export type ApiKeyLimits = z.infer<typeof ApiKeyLimits>;
/** What is left out keeps its value, and in a new key what is usual for its kind. */
export const SetApiKeyLimits = z.object(keyLimits).partial().strict().meta({ id: 'SetApiKeyLimits' });
export type SetApiKeyLimits = z.infer<typeof SetApiKeyLimits>;

export const UpdateApiKey = z.object({ limits: SetApiKeyLimits }).strict().meta({ id: 'UpdateApiKey' });
export type UpdateApiKey = z.infer<typeof UpdateApiKey>;

export const ApiKey = z
  .object({
    id: Uuid,
    name: z.string(),
    kind: ApiKeyKind,
    /** The recognisable beginning; the rest is known to nobody but the holder. */
    prefix: z.string(),
    scopes: z.array(Scope),
    allowedOrigins: z.array(z.string()),
    limits: ApiKeyLimits,
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
    limits: SetApiKeyLimits.optional(),
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
