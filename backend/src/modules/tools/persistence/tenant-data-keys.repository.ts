import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import type { TenantId } from '../../../platform/database/index.js';
import { TenantDataKeyEntity } from './tenant-data-key.entity.js';

@Injectable()
export class TenantDataKeysRepository {
  current(tx: EntityManager, tenantId: TenantId): Promise<TenantDataKeyEntity | null> {
    return tx.findOneBy(TenantDataKeyEntity, { tenantId, retiredAt: IsNull() });
  }

  find(tx: EntityManager, tenantId: TenantId, id: string): Promise<TenantDataKeyEntity | null> {
    return tx.findOneBy(TenantDataKeyEntity, { tenantId, id });
  }

  /** Leaves the present key alone where another transaction was first. */
  async insertIfNone(tx: EntityManager, key: TenantDataKeyEntity): Promise<void> {
    await tx.createQueryBuilder().insert().into(TenantDataKeyEntity).values(key).orIgnore().execute();
  }
}
