import { Injectable } from '@nestjs/common';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { CallFacts, type UnclaimedCall } from '../../calls/index.js';
import { countOfCall, countOfUnclaimed } from '../domain/call-count.js';
import { CountsRepository } from '../persistence/counts.repository.js';

/** Counts calls as they end. Safe to repeat in any order: a call counts as what it is, however often it is counted. */
@Injectable()
export class CallCounter {
  constructor(
    private readonly calls: CallFacts,
    private readonly counts: CountsRepository,
  ) {}

  /** Of a call that is still on nothing is counted; its end will come. */
  async count(tx: Transaction, tenantId: TenantId, callId: string): Promise<void> {
    await this.counts.hold(tx, tenantId);
    const fact = await this.calls.ofCall(tx, tenantId, callId);
    if (fact) await this.counts.count(tx, tenantId, [countOfCall(fact)]);
  }

  async countUnclaimed(tx: Transaction, tenantId: TenantId, call: UnclaimedCall): Promise<void> {
    await this.counts.hold(tx, tenantId);
    await this.counts.count(tx, tenantId, [countOfUnclaimed(call)]);
  }
}
