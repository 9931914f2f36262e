import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { randomToken, sameDigest } from '../../../platform/crypto/index.js';
import { IdentityDatabase, TenantDatabase, tenantId } from '../../../platform/database/index.js';
import type { ApiKeyPrincipal } from '../../../platform/http/index.js';
import { TenantsFacade } from '../../tenants/index.js';
import { parseApiKey } from '../domain/api-key-codec.js';
import { ExpiringCache } from '../domain/expiring-cache.js';
import { scopesOf } from '../domain/key-scopes.js';
import type { ApiKeyEntity } from '../persistence/api-key.entity.js';
import { ApiKeysRepository } from '../persistence/api-keys.repository.js';
import { ApiKeyDigest } from './api-key-digest.js';

/** A revocation takes effect everywhere within this time, and at once where it happened. */
const CACHE_MS = 5_000;
const CACHE_ENTRIES = 20_000;
const NOTE_USE_EVERY_MS = 60_000;

export interface AuthenticatedKey {
  principal: ApiKeyPrincipal;
  rateLimitPerMinute: number;
  expiresAt: Date | null;
}

/** From a presented API key to what it may do. */
@Injectable()
export class Authenticator {
  private readonly cache: ExpiringCache<AuthenticatedKey>;
  private readonly decoy: Buffer;

  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly digest: ApiKeyDigest,
    private readonly tenants: TenantsFacade,
    private readonly database: TenantDatabase,
    private readonly identity: IdentityDatabase,
    private readonly clock: Clock,
  ) {
    this.cache = new ExpiringCache(CACHE_MS, CACHE_ENTRIES, () => clock.monotonicMs());
    this.decoy = digest.of(randomToken());
  }

  async authenticateApiKey(key: string): Promise<ApiKeyPrincipal | undefined> {
    return (await this.authenticate(key))?.principal;
  }

  /** The same with the tenant's limit, for whoever counts the requests of the key. */
  async authenticate(key: string): Promise<AuthenticatedKey | undefined> {
    const parsed = parseApiKey(key);
    if (!parsed) return undefined;
    const digest = this.digest.of(key);
    const cacheKey = digest.toString('base64');
    const cached = this.cache.get(cacheKey);
    const known = cached ?? (await this.load(parsed.lookupId, digest));
    if (!known || (known.expiresAt && known.expiresAt <= this.clock.now())) return undefined;
    // Only what was read anew: a busy key must not stay valid by being used.
    if (!cached) this.cache.set(cacheKey, known);
    return known;
  }

  forgetKey(keyId: string): void {
    this.cache.forgetWhere(({ principal }) => principal.keyId === keyId);
  }

  private async load(lookupId: string, digest: Buffer): Promise<AuthenticatedKey | undefined> {
    const rows = await this.identity.lookup('app.lookup_key', lookupId, (tx) =>
      this.keys.findByLookupId(tx, lookupId),
    );
    // Without a row something is compared nevertheless: the answer for an unknown id takes as long.
    if (rows.length === 0) sameDigest(this.decoy, digest);
    const row = rows.find((candidate) => sameDigest(Buffer.from(candidate.digest, 'hex'), digest));
    return row && this.describe(row);
  }

  private async describe(row: ApiKeyEntity): Promise<AuthenticatedKey> {
    const tenant = tenantId(row.tenantId);
    const now = this.clock.now();
    const before = new Date(now.getTime() - NOTE_USE_EVERY_MS);
    const { rateLimitPerMinute } = await this.tenants.get(tenant);
    await this.database.withTenant(tenant, (tx) => this.keys.noteUse(tx, tenant, row.id, now, before));
    return {
      principal: {
        kind: 'apiKey',
        keyId: row.id,
        tenantId: tenant,
        keyKind: row.kind,
        scopes: scopesOf(row.kind, row.scopes),
        allowedOrigins: row.allowedOrigins,
      },
      rateLimitPerMinute,
      expiresAt: row.expiresAt,
    };
  }
}
