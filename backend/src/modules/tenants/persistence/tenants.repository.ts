import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TenantEntity } from './tenant.entity.js';

export type TenantChange = Partial<Pick<TenantEntity, 'name' | 'rateLimitPerMinute'>>;

@Injectable()
export class TenantsRepository {
  async insert(
    tx: EntityManager,
    tenant: Pick<TenantEntity, 'id' | 'name' | 'rateLimitPerMinute' | 'createdAt'>,
  ): Promise<void> {
    await tx.insert(TenantEntity, tenant);
  }

  find(tx: EntityManager, id: string): Promise<TenantEntity | null> {
    return tx.findOneBy(TenantEntity, { id });
  }

  async noteAcquisition(tx: EntityManager, id: string, via: 'referral' | null, at: Date): Promise<void> {
    await tx.query(
      `update tenants set acquired_via = $2, acquisition_noted_at = $3
       where id = $1 and (acquisition_noted_at is null or acquisition_noted_at < $3)`,
      [id, via, at],
    );
  }

  async update(tx: EntityManager, id: string, change: TenantChange): Promise<void> {
    await tx.update(TenantEntity, { id }, change);
  }
}
