import { Injectable } from '@nestjs/common';
import type { ApiKeyLimits, Money } from '@orbisvoice/contracts';
import type { TenantId } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { guestOf, RateLimiter, type RateRule } from '../../auth/index.js';
import { CallQuotas } from '../../calls/index.js';

const MINUTE_MS = 60_000;
const NANOS_PER_MINOR = 10_000_000;

/** A call that somebody wants to be given a ticket for. */
export interface Wish {
  readonly tenantId: TenantId;
  /** The key; for a call without one, the agent. */
  readonly subject: string;
  /** The visitor's address as the server sees it, behind trusted proxies. */
  readonly address: string;
  readonly limits: ApiKeyLimits;
}

/** A publishable key is public, so what it can cost is bounded: by address, by day, and by the agent's own ceiling. */
@Injectable()
export class VisitorLimits {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly quotas: CallQuotas,
  ) {}

  /** @throws AppError `rate_limited` */
  async count({ tenantId, subject, address, limits }: Wish): Promise<void> {
    const guest = guestOf(address);
    const { callsPerMinutePerAddress: limit } = limits;
    if (limit !== null) await this.take(`calls:${subject}:${guest}`, { limit, windowMs: MINUTE_MS });
    await this.quotas.count(tenantId, subject, guest, limits);
  }

  /** Each hello with a key is a request of that key, in the same count as its HTTP requests. */
  countHello(keyId: string, limit: number): Promise<void> {
    return this.take(`key:${keyId}`, { limit, windowMs: MINUTE_MS, byGateways: true });
  }

  /** @throws AppError `spend_limit_reached` where the agent's calls of today have cost what they may. */
  async requireBudget(
    tenantId: TenantId,
    agent: { readonly id: string; readonly dailySpendLimit: Money | null },
  ): Promise<void> {
    if (await this.isSpent(tenantId, agent))
      throw new AppError('spend_limit_reached', { retryAfterSeconds: this.quotas.secondsToMidnight() });
  }

  async isSpent(
    tenantId: TenantId,
    { id, dailySpendLimit }: { readonly id: string; readonly dailySpendLimit: Money | null },
  ): Promise<boolean> {
    if (!dailySpendLimit) return false;
    const spent = await this.quotas.costToday(tenantId, id);
    return spent >= dailySpendLimit.amountMinor * NANOS_PER_MINOR;
  }

  private async take(key: string, rule: RateRule): Promise<void> {
    const { allowed, nextSlotMs } = await this.limiter.consume(key, rule);
    if (!allowed)
      throw new AppError('rate_limited', { retryAfterSeconds: Math.max(1, Math.ceil(nextSlotMs / 1_000)) });
  }
}
