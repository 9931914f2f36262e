import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';

export interface StoredSigningSecret {
  id: string;
  endpointId: string;
  keyId: string;
  sealed: Buffer;
  createdAt: Date;
  /** Null for the one that stays. */
  expiresAt: Date | null;
}

@Injectable()
export class WebhookSecretsRepository {
  async insert(tx: EntityManager, tenantId: TenantId, secret: StoredSigningSecret): Promise<void> {
    await tx.query(
      `insert into webhook_secrets (id, tenant_id, endpoint_id, key_id, sealed, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        secret.id,
        tenantId,
        secret.endpointId,
        secret.keyId,
        secret.sealed,
        secret.createdAt,
        secret.expiresAt,
      ],
    );
  }

  /** Those that sign at `now`, the newest first. */
  valid(
    tx: EntityManager,
    tenantId: TenantId,
    endpointIds: readonly string[],
    now: Date,
  ): Promise<StoredSigningSecret[]> {
    return tx.query<StoredSigningSecret[]>(
      `select id, endpoint_id as "endpointId", key_id as "keyId", sealed, created_at as "createdAt",
         expires_at as "expiresAt"
       from webhook_secrets where tenant_id = $1 and endpoint_id = any($2) and (expires_at is null or expires_at > $3)
       order by id desc`,
      [tenantId, endpointIds, now],
    );
  }

  /** Lets the present secret end at `at`; what had ended by `now` goes. */
  async expire(
    tx: EntityManager,
    tenantId: TenantId,
    endpointId: string,
    at: Date,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `update webhook_secrets set expires_at = least(expires_at, $3) where tenant_id = $1 and endpoint_id = $2`,
      [tenantId, endpointId, at],
    );
    await tx.query(
      'delete from webhook_secrets where tenant_id = $1 and endpoint_id = $2 and expires_at <= $3',
      [tenantId, endpointId, now],
    );
  }
}
