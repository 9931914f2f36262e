import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AppDataSource } from './data-sources.js';
import type { TenantId } from './tenant-id.js';

/**
 * The one door to tenants' rows. Inside `work` the database itself hides every other tenant, whatever the query says.
 * Keep `work` short: no HTTP call, no model call, no second transaction (each holds a connection of a bounded pool).
 */
@Injectable()
export class TenantDatabase {
  constructor(private readonly source: AppDataSource) {}

  withTenant<T>(tenantId: TenantId, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.source.dataSource.transaction(async (tx) => {
      // Transaction-local: the next borrower of this pooled connection starts without a tenant.
      await tx.query(`select set_config('app.tenant_id', $1, true)`, [tenantId]);
      return work(tx);
    });
  }
}
