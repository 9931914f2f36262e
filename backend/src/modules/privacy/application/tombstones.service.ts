import { Injectable } from '@nestjs/common';
import { RelayDatabase, TenantDatabase, tenantId, type TenantId } from '../../../platform/database/index.js';
import type { Tombstone } from '../domain/tombstone.js';
import { readTombstones, tombstoneLine } from '../domain/tombstone.js';
import { ErasuresRepository, type ErasedTotals } from '../persistence/erasures.repository.js';
import { ErasureWorks } from './erasure-work.service.js';

export interface ReplayReport {
  /** Tombstones that stand in the database now. */
  tombstones: number;
  /** Of the file: those that were missing in the backup, and those of teams that the backup does not have. */
  brought: number;
  foreign: number;
  /** What had come back with the backup and is gone again. */
  calls: number;
  records: number;
}

/** Holds a restored database against what was erased after the backup was made. */
@Injectable()
export class Tombstones {
  constructor(
    private readonly database: TenantDatabase,
    private readonly relay: RelayDatabase,
    private readonly erasures: ErasuresRepository,
    private readonly works: ErasureWorks,
  ) {}

  /** Every tombstone as a line, to be kept beside the backups. */
  async *lines(): AsyncGenerator<string> {
    for (const tenant of await this.tenants())
      for (const tombstone of await this.ofTenant(tenant)) yield tombstoneLine(tombstone);
  }

  /**
   * Does all erasures again, those of the file too. Safe at any time and as often as wanted.
   * @throws where a line of the file is no tombstone; nothing is changed then.
   */
  async replay(file: string): Promise<ReplayReport> {
    const report = { tombstones: 0, brought: 0, foreign: 0, calls: 0, records: 0 };
    for (const tombstone of readTombstones(file)) await this.bring(tombstone, report);
    for (const tenant of await this.tenants()) await this.again(tenant, report);
    return report;
  }

  private bring(tombstone: Tombstone, report: ReplayReport): Promise<void> {
    const tenant = tenantId(tombstone.tenantId);
    return this.database.withTenant(tenant, async (tx) => {
      if (!(await this.erasures.tenantExists(tx, tenant))) {
        report.foreign += 1;
        return;
      }
      if (await this.erasures.find(tx, tenant, tombstone.id)) return;
      const { id, marks, knownBy, askedAt } = tombstone;
      const nothingYet = { state: 'running', finishedAt: null, calls: 0, records: 0 } as const;
      await this.erasures.insert(tx, tenant, { id, marks, knownBy, askedAt, ...nothingYet });
      report.brought += 1;
    });
  }

  /** Whatever breaks off is gone on with: by the sweep for erasures on which nobody works, or by the same command. */
  private async again(tenant: TenantId, report: ReplayReport): Promise<void> {
    const before = await this.totals(tenant);
    const ids = await this.database.withTenant(tenant, (tx) => this.erasures.reopen(tx, tenant));
    for (const id of ids) {
      let done: boolean;
      do done = await this.database.withTenant(tenant, (tx) => this.works.step(tx, tenant, id));
      while (!done);
    }
    const after = await this.totals(tenant);
    report.tombstones += ids.length;
    report.calls += after.calls - before.calls;
    report.records += after.records - before.records;
  }

  private totals(tenant: TenantId): Promise<ErasedTotals> {
    return this.database.withTenant(tenant, (tx) => this.erasures.totals(tx, tenant));
  }

  private ofTenant(tenant: TenantId): Promise<Tombstone[]> {
    return this.database.withTenant(tenant, (tx) => this.erasures.tombstones(tx, tenant));
  }

  private tenants(): Promise<TenantId[]> {
    return this.relay.run((tx) => this.erasures.tenants(tx));
  }
}
