import { Injectable } from '@nestjs/common';
import { ExpiringCache } from '../../../platform/cache/expiring-cache.js';
import { Clock } from '../../../platform/clock/clock.js';
import { randomToken, sameDigest } from '../../../platform/crypto/index.js';
import { IdentityDatabase, TenantDatabase, tenantId } from '../../../platform/database/index.js';
import type { ApiKeyPrincipal } from '../../../platform/http/index.js';
import { TenantsFacade } from '../../tenants/index.js';
import { parseApiKey } from '../domain/api-key-codec.js';
import { limitsOf } from '../domain/key-limits.js';
import { scopesOf } from '../domain/key-scopes.js';
import type { ApiKeyEntity } from '../persistence/api-key.entity.js';
import { ApiKeysRepository } from '../persistence/api-keys.repository.js';
import { ApiKeyDigest } from './api-key-digest.js';

/**
 * A revocation takes effect at once, since each process hears of it at the commit (`CredentialNews`); where that word is
 * lost with a connection, within this time.
 */
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
  private readonly loading = new Map<string, Promise<AuthenticatedKey | undefined>>();
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

  async authenticate(key: string): Promise<AuthenticatedKey | undefined> {
    const parsed = parseApiKey(key);
    if (!parsed) return undefined;
    const digest = this.digest.of(key);
    const cacheKey = digest.toString('base64');
    const known = this.cache.get(cacheKey) ?? (await this.loadOnce(cacheKey, parsed.lookupId, key));
    return known?.expiresAt && known.expiresAt <= this.clock.now() ? undefined : known;
  }

  forgetKey(keyId: string): void {
    this.forgetWhere(({ keyId: known }) => known === keyId);
  }

  forgetTenant(tenant: string): void {
    this.forgetWhere(({ tenantId: known }) => known === tenant);
  }

  forgetAll(): void {
    this.forgetWhere(() => true);
  }

  private forgetWhere(matches: (principal: ApiKeyPrincipal) => boolean): void {
    this.cache.forgetWhere(({ principal }) => matches(principal));
    this.loading.clear();
  }

  /** A busy key is read once for all requests that came meanwhile. What a revocation overtook is not remembered. */
  private async loadOnce(
    cacheKey: string,
    lookupId: string,
    key: string,
  ): Promise<AuthenticatedKey | undefined> {
    const others = this.loading.get(cacheKey);
    if (others) return others;
    const loading = this.load(lookupId, key);
    this.loading.set(cacheKey, loading);
    try {
      const known = await loading;
      if (known && this.loading.get(cacheKey) === loading) this.cache.set(cacheKey, known);
      return known;
    } finally {
      if (this.loading.get(cacheKey) === loading) this.loading.delete(cacheKey);
    }
  }

  private async load(lookupId: string, key: string): Promise<AuthenticatedKey | undefined> {
    const rows = await this.identity.lookup('app.lookup_key', lookupId, (tx) =>
      this.keys.findByLookupId(tx, lookupId),
    );
    const digest = this.digest.of(key);
    // Without a row something is compared nevertheless: the answer for an unknown id takes as long.
    if (rows.length === 0) sameDigest(this.decoy, digest);
    const present = rows.find((row) => isOf(row, digest));
    if (present) return this.describe(present);
    const former = this.digest.former(key);
    const row = rows.find((candidate) => former.some((each) => isOf(candidate, each)));
    if (!row) return undefined;
    // Used under a former application secret: from now on it is known under the present one.
    await this.database.withTenant(tenantId(row.tenantId), (tx) =>
      this.keys.saveDigest(tx, row.tenantId, row.id, digest.toString('hex')),
    );
    return this.describe(row);
  }

  private async describe(row: ApiKeyEntity): Promise<AuthenticatedKey> {
    const tenant = tenantId(row.tenantId);
    const now = this.clock.now();
    const before = new Date(now.getTime() - NOTE_USE_EVERY_MS);
    const { rateLimitPerMinute } = await this.tenants.get(tenant);
    if (!row.lastUsedAt || row.lastUsedAt < before)
      await this.database.withTenant(tenant, (tx) => this.keys.noteUse(tx, tenant, row.id, now, before));
    return {
      principal: {
        kind: 'apiKey',
        keyId: row.id,
        tenantId: tenant,
        keyKind: row.kind,
        scopes: scopesOf(row.kind, row.scopes),
        allowedOrigins: row.allowedOrigins,
        limits: limitsOf(row.kind, row.limits),
      },
      rateLimitPerMinute,
      expiresAt: row.expiresAt,
    };
  }
}

const isOf = (row: ApiKeyEntity, digest: Buffer): boolean =>
  sameDigest(Buffer.from(row.digest, 'hex'), digest);
