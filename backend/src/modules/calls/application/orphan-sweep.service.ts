import { Injectable } from '@nestjs/common';
import { RelayDatabase, TenantDatabase, type Transaction } from '../../../platform/database/index.js';
import { Outbox } from '../../../platform/outbox/index.js';
import { HANDED_OVER, ORPHAN_GRACE_MS, UNCLAIMED_AFTER_MS } from '../domain/call-limits.js';
import type { CallKey } from '../persistence/call-log.repository.js';
import { OpenCallsRepository } from '../persistence/open-calls.repository.js';
import { CallEnds } from './call-ends.service.js';

/** So much at a time that one run stays short; the next one continues. */
const BATCH = 200;

/** Gives up calls whose gateway is gone, and forgets those that never began. */
@Injectable()
export class OrphanSweep {
  constructor(
    private readonly relay: RelayDatabase,
    private readonly database: TenantDatabase,
    private readonly openCalls: OpenCallsRepository,
    private readonly ends: CallEnds,
    private readonly outbox: Outbox,
  ) {}

  async giveUpOrphans(): Promise<void> {
    const orphans = await this.relay.run((tx) => this.openCalls.findOrphans(tx, ORPHAN_GRACE_MS, BATCH));
    for (const call of orphans)
      await this.database.withTenant(call.tenantId, (tx) => this.finaliseOrphan(tx, call));
  }

  async forgetUnclaimed(): Promise<void> {
    const unclaimed = await this.relay.run((tx) =>
      this.openCalls.findUnclaimed(tx, UNCLAIMED_AFTER_MS, BATCH),
    );
    for (const call of unclaimed)
      await this.database.withTenant(call.tenantId, (tx) => this.forget(tx, call));
  }

  /**
   * A call ended when it last left a trace, not when this looks at it: minutes are counted from evidence only. Its
   * owner may have come back meanwhile, so the lease is judged again in the statement that takes the call.
   */
  private async finaliseOrphan(tx: Transaction, call: CallKey): Promise<void> {
    const taken = await this.openCalls.takeOrphan(tx, call, ORPHAN_GRACE_MS);
    if (!taken) return;
    // Nothing went wrong with a call that was handed over, as with every restart: its visitor did not come back.
    const reason = taken.owner === HANDED_OVER ? 'client_lost' : 'orphaned';
    await this.ends.end(tx, taken, { reason, endedAt: taken.lastEvidenceAt });
  }

  private async forget(tx: Transaction, call: CallKey): Promise<void> {
    const gone = await this.openCalls.removeUnclaimed(tx, call);
    if (!gone) return;
    const payload = { callId: call.callId, agentId: gone.agentId, askedAt: gone.askedAt.toISOString() };
    await this.outbox.append(tx, call.tenantId, 'call.unclaimed', payload, call.callId);
  }
}
