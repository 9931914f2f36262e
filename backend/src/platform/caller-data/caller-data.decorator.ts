import { applyDecorators, Injectable, SetMetadata } from '@nestjs/common';
import type { TenantId, Transaction } from '../database/index.js';

export const CALLER_DATA = 'orbis:caller-data';

/** Why calls are forgotten: somebody erased one of them, they grew old, or their caller wished it. */
export type ForgetReason = 'hand' | 'age' | 'caller';

/** What a module keeps of a caller outside of any call. */
export interface LooseRecord {
  readonly id: string;
  readonly record: Readonly<Record<string, unknown>>;
}

/** From when on a team keeps what it has of callers. */
export interface AgeLimit {
  readonly tenantId: TenantId;
  readonly before: Date;
}

/**
 * What a module keeps about callers. A provider that carries `@KeepsCallerData()` is asked whenever calls are erased and
 * whenever a caller's data are given out; all in the transaction of the one who asks.
 */
export interface CallerData {
  /** Under which its records stand in an export: `bookings`. */
  readonly part: string;
  /** What is kept of one call; undefined where nothing is. Codes and numbers without a person may be left out. */
  ofCall(tx: Transaction, tenantId: TenantId, callId: string): Promise<unknown>;
  /** Takes what is kept of these calls. Absent where the database does so by itself. Safe to repeat. */
  forgetCalls?(
    tx: Transaction,
    tenantId: TenantId,
    callIds: readonly string[],
    why: ForgetReason,
  ): Promise<void>;
  /** What belongs to no call and was there at `until`, in the order of ids, from behind `after`. */
  loose?(
    tx: Transaction,
    tenantId: TenantId,
    page: { until: Date; after: string | undefined; take: number },
  ): Promise<LooseRecord[]>;
  /** Takes them, so that `loose` gives them no more. Safe to repeat. May say how many there were still; else it is all. */
  forgetLoose?(tx: Transaction, tenantId: TenantId, ids: readonly string[]): Promise<number | void>;
  /** Of these teams those that have something loose of before their limit; asked by the relay's role, over all tenants. */
  looseDue?(relay: Transaction, limits: readonly AgeLimit[]): Promise<TenantId[]>;
}

/** Declares a provider as one that keeps something about callers. */
export const KeepsCallerData = (): ClassDecorator =>
  applyDecorators(Injectable(), SetMetadata(CALLER_DATA, true));
