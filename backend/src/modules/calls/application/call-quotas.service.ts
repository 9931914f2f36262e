import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { KeyRing } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { CallPlacesRepository } from '../persistence/call-places.repository.js';

const DAY_MS = 24 * 3_600_000;
const ALL = '';

export interface DailyLimits {
  /** Null: as many as anybody likes. */
  callsPerDay: number | null;
  callsPerDayPerAddress: number | null;
}

/** What may happen within a day, which begins at midnight UTC. */
@Injectable()
export class CallQuotas {
  constructor(
    private readonly database: TenantDatabase,
    private readonly places: CallPlacesRepository,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts a call of a key (or of an agent, where no key is involved), exactly, or refuses it.
   * @param address stands for the visitor; only a keyed hash of it is kept, for two days at most.
   * @throws AppError `rate_limited`, with the time until midnight
   */
  async count(tenantId: TenantId, subject: string, address: string, limits: DailyLimits): Promise<void> {
    const { callsPerDay, callsPerDayPerAddress } = limits;
    const day = this.clock.now().toISOString().slice(0, 10);
    const of = (who: string) => ({ tenantId, subject, day, address: who });
    await this.database.withTenant(tenantId, async (tx) => {
      if (callsPerDay !== null) {
        const calls = await this.places.countUp(tx, of(ALL), callsPerDay);
        if (calls === undefined) throw this.usedUp('The key has made all calls that it may make today.');
        if (calls === 1) await this.places.forgetBefore(tx, tenantId, subject, day);
      }
      if (callsPerDayPerAddress === null) return;
      const who = this.keys.hmac('caller-address', `${day} ${subject} ${address}`).toString('base64url');
      if ((await this.places.countUp(tx, of(who), callsPerDayPerAddress)) === undefined)
        throw this.usedUp('There were too many calls from this address today.');
    });
  }

  /** Of the calls that an agent was given today, in billionths of a dollar. */
  costToday(tenantId: TenantId, agentId: string): Promise<number> {
    const midnight = new Date(
      this.clock.now().getTime() - (this.clock.now().getTime() % DAY_MS),
    ).toISOString();
    return this.database.withTenant(tenantId, (tx) => this.places.costSince(tx, tenantId, agentId, midnight));
  }

  secondsToMidnight(): number {
    return Math.ceil((DAY_MS - (this.clock.now().getTime() % DAY_MS)) / 1_000);
  }

  private usedUp(message: string): AppError {
    return new AppError('rate_limited', { message, retryAfterSeconds: this.secondsToMidnight() });
  }
}
