import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Periodic } from '../../../platform/queue/index.js';
import { OrphanSweep } from '../application/orphan-sweep.service.js';
import { LEASE_MS } from '../domain/call-limits.js';

@Injectable()
export class OrphanSweepJob {
  /** The last run that went through, and when gateways have had the time to renew what had run out. */
  private ranAt = -Infinity;
  private patientUntil = -Infinity;

  constructor(
    private readonly sweep: OrphanSweep,
    private readonly clock: Clock,
  ) {}

  /**
   * Where this could not run, the database may have been away, and then no gateway could renew: a lease that ran out
   * meanwhile is no proof of anything. They get as long as a lease for it, which is three tries.
   */
  @Periodic({ name: 'orphan-sweep', everyMs: 5_000 })
  async run(): Promise<void> {
    const now = this.clock.monotonicMs();
    if (now - this.ranAt > LEASE_MS) this.patientUntil = now + LEASE_MS;
    if (now >= this.patientUntil) await this.sweep.giveUpOrphans();
    await this.sweep.forgetUnclaimed();
    this.ranAt = now;
  }
}
