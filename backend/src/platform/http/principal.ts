import type { ApiKeyKind, ApiKeyLimits, Role, Scope } from '@orbisvoice/contracts';
import type { TenantId } from '../database/tenant-id.js';

/** A person signed in with the session cookie. */
export interface UserPrincipal {
  readonly kind: 'user';
  readonly userId: string;
  readonly tenantId: TenantId;
  readonly role: Role;
  readonly sessionId: string;
  readonly emailVerified: boolean;
  /** One of the people who run this installation (`PLATFORM_ADMINS`), with that address confirmed. */
  readonly platformAdmin: boolean;
}

/** A program holding an API key. */
export interface ApiKeyPrincipal {
  readonly kind: 'apiKey';
  readonly keyId: string;
  readonly tenantId: TenantId;
  readonly keyKind: ApiKeyKind;
  readonly scopes: readonly Scope[];
  readonly allowedOrigins: readonly string[];
  readonly limits: ApiKeyLimits;
}

/**
 * Header by which a page says which team it shows. Tabs share the cookies, so another one may have switched meanwhile, and
 * what was meant for the one team must not be written into the other.
 */
export const SHOWN_TENANT = 'x-tenant-id';

/** Who makes a request. Made by the authentication guard only. */
export type Principal = UserPrincipal | ApiKeyPrincipal;

declare module 'fastify' {
  interface FastifyRequest {
    principal?: Principal;
    /** Somebody with a session that is no team's, by which kept answers tell them apart. Set by a module's own guard. */
    guest?: { readonly tenantId: TenantId; readonly actor: string };
  }
}
