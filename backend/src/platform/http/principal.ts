import type { ApiKeyKind, Role, Scope } from '@orbisvoice/contracts';
import type { TenantId } from '../database/tenant-id.js';

/** A person signed in with the session cookie. */
export interface UserPrincipal {
  readonly kind: 'user';
  readonly userId: string;
  readonly tenantId: TenantId;
  readonly role: Role;
  readonly sessionId: string;
  readonly emailVerified: boolean;
}

/** A program holding an API key. */
export interface ApiKeyPrincipal {
  readonly kind: 'apiKey';
  readonly keyId: string;
  readonly tenantId: TenantId;
  readonly keyKind: ApiKeyKind;
  readonly scopes: readonly Scope[];
  readonly allowedOrigins: readonly string[];
}

/** Who makes a request. Made by the authentication guard only. */
export type Principal = UserPrincipal | ApiKeyPrincipal;

declare module 'fastify' {
  interface FastifyRequest {
    principal?: Principal;
  }
}
