import { KeepsCallerData, type CallerData } from '../../../platform/caller-data/index.js';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { FollowUpsRepository } from '../persistence/follow-ups.repository.js';

/** In a call that was erased there is nothing left to look at, so its follow-up goes with it. */
@KeepsCallerData()
export class ForgottenCalls implements CallerData {
  readonly part = 'followUp';

  constructor(private readonly followUps: FollowUpsRepository) {}

  ofCall(tx: Transaction, tenantId: TenantId, callId: string): Promise<unknown> {
    return this.followUps.ofCall(tx, tenantId, callId);
  }

  forgetCalls(tx: Transaction, tenantId: TenantId, callIds: readonly string[]): Promise<void> {
    return this.followUps.forget(tx, tenantId, callIds);
  }
}
