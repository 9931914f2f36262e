import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AppDataSource } from './data-sources.js';
import type { TenantId } from './tenant-id.js';

const PLAIN_NAME = /^[a-z][a-z0-9_]*$/;

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

  /**
   * Calls a function of the database, whose first argument is the tenant, as one statement and its own transaction: what
   * it locks is free again before its answer has travelled here.
   */
  callFunction<Row>(tenantId: TenantId, name: string, args: readonly unknown[]): Promise<Row[]> {
    if (!PLAIN_NAME.test(name)) throw new Error(`not a plain name: ${name}`);
    const places = args.map((_, index) => `, $${index + 2}`).join('');
    // The function's argument comes out of set_config, which is how Postgres knows to do that first.
    return this.source.dataSource.query<Row[]>(
      `select answer.* from set_config('app.tenant_id', $1, true) as scope(tenant),
         lateral ${name}(scope.tenant::uuid${places}) as answer`,
      [tenantId, ...args],
    );
  }
}
