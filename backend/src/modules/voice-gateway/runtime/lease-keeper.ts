import type { TenantId } from '../../../platform/database/index.js';
import { LEASE_MS, type CallsFacade } from '../../calls/index.js';
import type { OwnedCall } from '../recording/call-recorder.js';

/** More in one statement would hold too many rows at once. */
const MOST_AT_ONCE = 100;

interface Held {
  readonly owned: OwnedCall;
  readonly lost: () => void;
}

/**
 * Keeps the calls of this process its own: every third of a lease one statement for all calls of a tenant, because
 * hundreds of calls that each ask for themselves keep the database's connections from everything else.
 */
export class LeaseKeeper {
  private readonly held = new Map<TenantId, Set<Held>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly calls: Pick<CallsFacade, 'renewLeases'>,
    private readonly owner: string,
  ) {}

  /** Until stopped; `lost` is called where somebody else has taken the call. */
  hold(owned: OwnedCall, lost: () => void): { stop(): void } {
    const held = { owned, lost };
    const ofTenant = this.held.get(owned.tenantId) ?? new Set();
    this.held.set(owned.tenantId, ofTenant.add(held));
    this.timer ??= setInterval(() => void this.renew(), LEASE_MS / 3);
    return { stop: () => this.forget(held) };
  }

  private forget(held: Held): void {
    const { tenantId } = held.owned;
    const ofTenant = this.held.get(tenantId);
    ofTenant?.delete(held);
    if (ofTenant?.size === 0) this.held.delete(tenantId);
    if (this.held.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async renew(): Promise<void> {
    await Promise.all(
      [...this.held].flatMap(([tenantId, held]) =>
        lots([...held]).map((lot) => this.renewLot(tenantId, lot)),
      ),
    );
  }

  private async renewLot(tenantId: TenantId, lot: readonly Held[]): Promise<void> {
    const calls = lot.map(({ owned: { callId, epoch } }) => ({ callId, epoch }));
    const ours = await this.calls.renewLeases(tenantId, this.owner, calls).catch(() => undefined);
    // The database is away: the leases may run out, and then the epoch keeps our late writes from doing harm.
    if (!ours) return;
    for (const held of lot)
      if (!ours.has(held.owned.callId) && this.held.get(tenantId)?.has(held)) held.lost();
  }
}

const lots = (all: readonly Held[]): Held[][] =>
  Array.from({ length: Math.ceil(all.length / MOST_AT_ONCE) }, (_, index) =>
    all.slice(index * MOST_AT_ONCE, (index + 1) * MOST_AT_ONCE),
  );
