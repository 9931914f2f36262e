import { sourceOfAdjustment, sourceOfCommission, sourceOfPayout, type Account } from './account.js';
import type { Commission } from './commission.js';
import { minor, type Minor } from './money.js';
import { targetOf } from './payout.js';

export type EntryKind = 'accrual' | 'reversal' | 'adjustment' | 'payout_reserve' | 'payout_release';

/** What the ledger must sum to for one source. */
export interface Target {
  readonly source: string;
  readonly targetMinor: Minor;
  readonly occurredAt: number;
}

/** What it sums to now, in how many entries. */
export interface Posted {
  readonly sumMinor: Minor;
  readonly count: number;
}

/** An entry before it has its place in the chain. */
export interface Posting {
  readonly source: string;
  readonly kind: EntryKind;
  readonly amountMinor: Minor;
  readonly occurredAt: number;
  /** Two processes that post the same difference make the same key, and the database takes one. */
  readonly idempotencyKey: string;
}

export function targetsOf({ commissions, adjustments, payouts }: Account<Commission>): Target[] {
  return [
    ...commissions.map(({ id, targetMinor, occurredAt }) => ({
      source: sourceOfCommission(id),
      targetMinor,
      occurredAt,
    })),
    ...adjustments.map(({ operationId, amountMinor, at }) => ({
      source: sourceOfAdjustment(operationId),
      targetMinor: amountMinor,
      occurredAt: at,
    })),
    ...payouts.map((payout) => ({
      source: sourceOfPayout(payout.id),
      targetMinor: targetOf(payout),
      occurredAt: payout.reservedAt,
    })),
  ];
}

/** The ledger is never corrected: what is missing or too much is one more entry. */
export function differences(targets: readonly Target[], posted: ReadonlyMap<string, Posted>): Posting[] {
  return targets.flatMap(({ source, targetMinor, occurredAt }) => {
    const { sumMinor, count } = posted.get(source) ?? { sumMinor: 0, count: 0 };
    const amountMinor = minor(targetMinor - sumMinor);
    if (amountMinor === 0) return [];
    const kind = kindOf(source, amountMinor);
    return [{ source, kind, amountMinor, occurredAt, idempotencyKey: `${source}:v${count + 1}` }];
  });
}

function kindOf(source: string, amountMinor: Minor): EntryKind {
  if (source.startsWith('adjustment:')) return 'adjustment';
  if (source.startsWith('payout:')) return amountMinor < 0 ? 'payout_reserve' : 'payout_release';
  return amountMinor > 0 ? 'accrual' : 'reversal';
}
