import { Injectable } from '@nestjs/common';
import type {
  ApiKey,
  CreateApiKey,
  CreatedApiKey,
  Page,
  PageQuery,
  UpdateApiKey,
} from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { AppError, idOfCursor, pageById } from '../../../platform/http/index.js';
import { AuditLog, type AuditActor } from '../../tenants/index.js';
import { generateApiKey } from '../domain/api-key-codec.js';
import { limitsOf } from '../domain/key-limits.js';
import type { ApiKeyEntity } from '../persistence/api-key.entity.js';
import { ApiKeysRepository } from '../persistence/api-keys.repository.js';
import { ApiKeyDigest } from './api-key-digest.js';
import { Authenticator } from './authenticator.js';

@Injectable()
export class ApiKeysFacade {
  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly digest: ApiKeyDigest,
    private readonly authenticator: Authenticator,
    private readonly audit: AuditLog,
    private readonly database: TenantDatabase,
    private readonly clock: Clock,
  ) {}

  /** The answer holds the key itself, for the first and last time. */
  async create(tenantId: TenantId, wish: CreateApiKey, actor: AuditActor): Promise<CreatedApiKey> {
    const now = this.clock.now();
    const expiresAt = wish.expiresAt ? new Date(wish.expiresAt) : null;
    if (expiresAt && expiresAt <= now)
      throw new AppError('unprocessable', { details: [{ path: 'expiresAt', message: 'lies in the past' }] });
    const { key, lookupId, prefix } = generateApiKey(wish.kind);
    const row: ApiKeyEntity = {
      id: newId(now.getTime()),
      tenantId,
      name: wish.name,
      kind: wish.kind,
      lookupId,
      prefix,
      digest: this.digest.of(key).toString('hex'),
      scopes: [...new Set(wish.scopes)],
      allowedOrigins: [...new Set(wish.allowedOrigins)],
      limits: wish.limits ?? {},
      expiresAt,
      lastUsedAt: null,
      revokedAt: null,
      createdAt: now,
    };
    await this.database.withTenant(tenantId, async (tx) => {
      await this.keys.insert(tx, row);
      await this.audit.record(tx, tenantId, {
        actor,
        action: 'api_key.created',
        targetType: 'api_key',
        targetId: row.id,
      });
    });
    return { ...toApiKey(row), key };
  }

  list(tenantId: TenantId, { limit, cursor }: PageQuery): Promise<Page<ApiKey>> {
    const before = idOfCursor(cursor);
    return this.database.withTenant(tenantId, async (tx) => {
      const rows = await this.keys.page(tx, tenantId, before, limit + 1);
      return pageById(rows, limit, (row) => row.id, toApiKey);
    });
  }

  /** In force everywhere within seconds. */
  async update(tenantId: TenantId, id: string, change: UpdateApiKey, actor: AuditActor): Promise<ApiKey> {
    const row = await this.database.withTenant(tenantId, async (tx) => {
      const changed = await this.keys.changeLimits(tx, tenantId, id, change.limits);
      if (!changed) throw new AppError('api_key_not_found');
      const [action, targetType] = ['api_key.updated', 'api_key'];
      await this.audit.record(tx, tenantId, { actor, action, targetType, targetId: id });
      return changed;
    });
    this.authenticator.forgetKey(id);
    return toApiKey(row);
  }

  /** Revoking a revoked key again changes nothing and is no error. */
  async revoke(tenantId: TenantId, id: string, actor: AuditActor): Promise<void> {
    await this.database.withTenant(tenantId, async (tx) => {
      const revoked = await this.keys.revoke(tx, tenantId, id, this.clock.now());
      if (revoked === undefined) throw new AppError('api_key_not_found');
      if (revoked)
        await this.audit.record(tx, tenantId, {
          actor,
          action: 'api_key.revoked',
          targetType: 'api_key',
          targetId: id,
        });
    });
    this.authenticator.forgetKey(id);
  }
}

const toApiKey = (row: ApiKeyEntity): ApiKey => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  prefix: row.prefix,
  scopes: row.scopes,
  allowedOrigins: row.allowedOrigins,
  limits: limitsOf(row.kind, row.limits),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});
