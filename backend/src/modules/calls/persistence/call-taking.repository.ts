import { Injectable } from '@nestjs/common';
import { TenantDatabase } from '../../../platform/database/index.js';
import { LEASE_MS } from '../domain/call-limits.js';
import type { ClaimTerms, NewCall } from '../domain/call-log.js';
import type { CallKey } from './call-log.repository.js';

/** How many calls there may be at once where neither the operator nor the key says otherwise. */
export interface UsualLimits {
  readonly ofTenant: number;
  readonly ofKey: number;
}

export type Taking =
  | { outcome: 'taken'; epoch: number }
  /** It was taken before, or there is no such call. */
  | { outcome: 'gone' }
  | { outcome: 'tenant-full' | 'key-full'; most: number };

interface Row {
  outcome: Taking['outcome'];
  most: number;
  call_epoch: number | null;
}

/**
 * Counts and takes in one statement, exactly over all processes. What counts are calls whose gateway has renewed its
 * lease: a killed gateway's calls count no longer than that.
 */
@Injectable()
export class CallTakingRepository {
  constructor(private readonly database: TenantDatabase) {}

  async take(
    { tenantId, callId }: CallKey,
    owner: string,
    terms: Omit<ClaimTerms, 'made'> & { made?: NewCall & { createdAt: Date } },
    usual: UsualLimits,
  ): Promise<Taking> {
    const { userId = null, keyLimit, made, resumption } = terms;
    const limits = [usual.ofTenant, keyLimit ?? usual.ofKey];
    const kept = [resumption?.secretHash ?? null, resumption?.sealed ?? null];
    const args = [callId, owner, LEASE_MS, ...limits, userId, made ? JSON.stringify(made) : null, ...kept];
    const [row] = await this.database.callFunction<Row>(tenantId, 'take_call', args);
    if (!row) throw new Error('take_call always answers');
    const { outcome, most, call_epoch: epoch } = row;
    if (outcome === 'taken') return { outcome, epoch: Number(epoch) };
    return outcome === 'gone' ? { outcome } : { outcome, most };
  }
}
