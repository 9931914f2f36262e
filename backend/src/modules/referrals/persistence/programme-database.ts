import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AppDataSource, NO_TENANT, type TenantId } from '../../../platform/database/index.js';

/**
 * The doors to the programme's rows, which belong to no tenant. Inside the office everything of the programme is there;
 * through a partner's door the database shows that partner's rows and nothing else, whatever the query says.
 */
@Injectable()
export class ProgrammeDatabase {
  constructor(private readonly source: AppDataSource) {}

  /** @param tenantId whose audit log and outbox the work may write to as well. */
  office<T>(work: (tx: EntityManager) => Promise<T>, tenantId: TenantId = NO_TENANT): Promise<T> {
    return this.source.dataSource.transaction(async (tx) => {
      await tx.query(`select set_config('app.tenant_id', $1, true)`, [tenantId]);
      await this.enterOffice(tx);
      return work(tx);
    });
  }

  /** The office as it is at one instant, for reading only, however long it takes. */
  officeSnapshot<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.source.dataSource.transaction('REPEATABLE READ', async (tx) => {
      await tx.query('set transaction read only');
      await this.enterOffice(tx);
      return work(tx);
    });
  }

  /** Opens the office inside a transaction of a tenant, so that a fact and its effect commit with the tenant's rows. */
  async enterOffice(tx: EntityManager): Promise<void> {
    await tx.query(`select set_config('app.referral_office', 'on', true)`);
  }

  /** Inside the office: what `work` does belongs to this tenant; after it the transaction is where it was before. */
  async inTenant<T>(tx: EntityManager, tenantId: TenantId, work: () => Promise<T>): Promise<T> {
    const [before] = await tx.query<{ tenant: string | null }[]>(
      `select current_setting('app.tenant_id', true) as tenant`,
    );
    await tx.query(`select set_config('app.tenant_id', $1, true)`, [tenantId]);
    const answer = await work();
    await tx.query(`select set_config('app.tenant_id', $1, true)`, [before?.tenant ?? '']);
    return answer;
  }

  /** One consistent view over all reads of `work`: several figures on one page must agree. */
  asPartner<T>(partnerId: string, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.source.dataSource.transaction('REPEATABLE READ', async (tx) => {
      await tx.query(`select set_config('app.partner_id', $1, true)`, [partnerId]);
      return work(tx);
    });
  }

  asUser<T>(userId: string, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.source.dataSource.transaction(async (tx) => {
      await tx.query(`select set_config('app.user_id', $1, true)`, [userId]);
      return work(tx);
    });
  }
}
