import { Injectable } from '@nestjs/common';
import { type EntityManager, In, Not } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import { ToolSecretEntity } from './tool-secret.entity.js';

export type StoredSecret = Omit<ToolSecretEntity, 'tenantId'>;

@Injectable()
export class ToolSecretsRepository {
  ofTools(tx: EntityManager, tenantId: TenantId, toolIds: readonly string[]): Promise<StoredSecret[]> {
    return tx.find(ToolSecretEntity, {
      where: { tenantId, toolId: In([...toolIds]) },
      order: { name: 'ASC' },
    });
  }

  async save(tx: EntityManager, tenantId: TenantId, secret: StoredSecret): Promise<void> {
    await tx.upsert(ToolSecretEntity, { ...secret, tenantId }, ['tenantId', 'toolId', 'name']);
  }

  async remove(tx: EntityManager, tenantId: TenantId, toolId: string, name: string): Promise<void> {
    await tx.delete(ToolSecretEntity, { tenantId, toolId, name });
  }

  /** Takes away the secrets that the tool no longer names. */
  async keepOnly(
    tx: EntityManager,
    tenantId: TenantId,
    toolId: string,
    names: readonly string[],
  ): Promise<void> {
    await tx.delete(ToolSecretEntity, { tenantId, toolId, name: Not(In([...names])) });
  }
}
