import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { CallerCalls, CallFacts, type CallSpan } from '../../calls/index.js';

/** Marks the calls of all teams under a new application secret. The old marks stay, for the tombstones made with them. */
@Injectable()
export class Remarking {
  constructor(
    private readonly database: TenantDatabase,
    private readonly facts: CallFacts,
    private readonly calls: CallerCalls,
    private readonly clock: Clock,
  ) {}

  /** Safe beside a product that serves, and as often as wanted. How many teams it looked at. */
  async run(): Promise<number> {
    const until = this.clock.now();
    const tenants = await this.facts.tenants();
    for (const tenant of tenants) await this.remark(tenant, until);
    return tenants.length;
  }

  private async remark(tenant: TenantId, until: Date): Promise<void> {
    let after: string | null = null;
    let complete = false;
    while (!complete) {
      const span: CallSpan = { after, until };
      ({ lookedUntil: after, complete } = await this.database.withTenant(tenant, (tx) =>
        this.calls.markAnew(tx, tenant, span),
      ));
    }
  }
}
