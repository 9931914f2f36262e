import { Injectable } from '@nestjs/common';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { CallFacts } from '../../calls/index.js';
import { countOfCall, countOfUnclaimed, type CallCount } from '../domain/call-count.js';
import { DAY_MS } from '../domain/grains.js';
import { CountsRepository } from '../persistence/counts.repository.js';

const BATCH = 2_000;

export interface AnalyticsFindings {
  tenants: number;
  calls: number;
  /** Calls that nobody came to. */
  unclaimed: number;
  /** Calls that were counted otherwise than they should be, or not at all. */
  miscounted: number;
  /** Lines of sums that their calls do not add up to. */
  wrongSums: number;
}

/**
 * Compares what is counted with the calls themselves, and makes it anew. Calls may go on meanwhile; a run that
 * was broken off has to be repeated.
 */
@Injectable()
export class AnalyticsRebuild {
  constructor(
    private readonly database: TenantDatabase,
    private readonly calls: CallFacts,
    private readonly counts: CountsRepository,
  ) {}

  async rebuild(tenants?: readonly TenantId[]): Promise<AnalyticsFindings> {
    return this.overAll(tenants, true);
  }

  /** Changes nothing. A call that ends while this looks may be found here and be counted a moment later. */
  async verify(tenants?: readonly TenantId[]): Promise<AnalyticsFindings> {
    return this.overAll(tenants, false);
  }

  private async overAll(tenants: readonly TenantId[] | undefined, mend: boolean): Promise<AnalyticsFindings> {
    const findings = { tenants: 0, calls: 0, unclaimed: 0, miscounted: 0, wrongSums: 0 };
    for (const tenantId of tenants ?? (await this.calls.tenants())) {
      findings.tenants += 1;
      const over = await this.through(tenantId, mend, async (tx, after) =>
        (await this.calls.after(tx, tenantId, after, BATCH)).map(countOfCall),
      );
      const unclaimed = await this.through(tenantId, mend, async (tx, after) =>
        (await this.calls.unclaimedAfter(tx, tenantId, after, BATCH)).map(countOfUnclaimed),
      );
      findings.calls += over.calls;
      findings.unclaimed += unclaimed.calls;
      findings.miscounted += over.miscounted + unclaimed.miscounted;
      findings.wrongSums += await this.sums(tenantId, mend);
    }
    return findings;
  }

  /** All that `read` gives, a batch a transaction. */
  private async through(
    tenantId: TenantId,
    mend: boolean,
    read: (tx: Transaction, after: string | undefined) => Promise<CallCount[]>,
  ): Promise<{ calls: number; miscounted: number }> {
    let [calls, miscounted] = [0, 0];
    for (let last: string | undefined; ;) {
      const counts = await this.database.withTenant(tenantId, async (tx) => {
        if (mend) await this.counts.hold(tx, tenantId);
        const batch = await read(tx, last);
        const differing = await this.counts.differing(tx, tenantId, batch);
        const wrong = batch.filter(({ call_id }) => differing.has(call_id));
        if (mend && wrong.length > 0) await this.counts.note(tx, tenantId, wrong);
        miscounted += wrong.length;
        return batch;
      });
      calls += counts.length;
      if (counts.length < BATCH) return { calls, miscounted };
      last = counts.at(-1)?.call_id;
    }
  }

  /** A day at a time: calls which end meanwhile wait for a moment only, and no statement takes long. */
  private async sums(tenantId: TenantId, mend: boolean): Promise<number> {
    const extent = await this.database.withTenant(tenantId, (tx) => this.counts.extent(tx, tenantId));
    let wrong = 0;
    for (let from = extent?.from ?? 0; from < (extent?.to ?? 0); from += DAY_MS)
      wrong += await this.database.withTenant(tenantId, async (tx) => {
        if (mend) await this.counts.hold(tx, tenantId);
        const found = await this.counts.wrongSums(tx, tenantId, from, from + DAY_MS);
        if (mend && found > 0) await this.counts.sumUp(tx, tenantId, from, from + DAY_MS);
        return found;
      });
    return wrong;
  }
}
