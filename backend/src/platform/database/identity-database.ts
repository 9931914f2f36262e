import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AppDataSource } from './data-sources.js';
import { NO_TENANT, type TenantId } from './tenant-id.js';

/** Settings by which a narrow policy shows single rows before the tenant is known. */
export type LookupSetting = 'app.lookup_key' | 'app.user_id';

/** Tables without a tenant (users, sessions), and the few rows that say which tenant a credential belongs to. */
@Injectable()
export class IdentityDatabase {
  constructor(private readonly source: AppDataSource) {}

  transaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.scoped('app.tenant_id', NO_TENANT, work);
  }

  /** Shows, of the tables whose policies know `setting`, only the rows that match `value`. */
  lookup<T>(setting: LookupSetting, value: string, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.scoped(setting, value, work);
  }

  /**
   * Goes on inside one tenant's scope, in the same transaction and for good: so that a change of a session and the
   * tenant's audit line about it commit together. Tables without tenant cannot be read from here on.
   */
  async enter(tx: EntityManager, tenantId: TenantId): Promise<void> {
    await tx.query(`select set_config('app.tenant_id', $1, true)`, [tenantId]);
  }

  private scoped<T>(setting: string, value: string, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.source.dataSource.transaction(async (tx) => {
      await tx.query('select set_config($1, $2, true)', [setting, value]);
      return work(tx);
    });
  }
}
