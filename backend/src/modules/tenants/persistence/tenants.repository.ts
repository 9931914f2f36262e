import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TenantEntity } from './tenant.entity.js';

export type TenantChange = Partial<Pick<TenantEntity, 'name' | 'rateLimitPerMinute'>>;

@Injectable()
export class TenantsRepository {
  async insert(tx: EntityManager, tenant: TenantEntity): Promise<void> {
    await tx.insert(TenantEntity, tenant);
  }

  find(tx: EntityManager, id: string): Promise<TenantEntity | null> {
    return tx.findOneBy(TenantEntity, { id });
  }

  async update(tx: EntityManager, id: string, change: TenantChange): Promise<void> {
    await tx.update(TenantEntity, { id }, change);
  }
}
