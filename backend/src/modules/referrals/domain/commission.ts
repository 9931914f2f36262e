import { idFrom } from './digest.js';
import type { Currency, Minor } from './money.js';

export type CommissionKind = 'signup' | 'activation' | 'sale';

/** Why money that is earned waits. Without `until` it waits for a person or for news. */
export interface Hold {
  readonly reason: 'dispute' | 'flag' | 'conflict' | 'mixed_currency';
  readonly until: number | null;
}

/** What one event earned one partner, as the facts stand now. */
export interface Commission {
  readonly id: string;
  /** What it was earned by: `signup:…`, `activated:…`, `invoice.paid:…`. */
  readonly naturalKey: string;
  readonly partnerId: string;
  readonly tenantId: string;
  readonly kind: CommissionKind;
  readonly currency: Currency;
  /** Cash that it is a share of; for fixed rewards the reward itself. */
  readonly baseMinor: Minor;
  readonly returnedMinor: Minor;
  /** Null for a fixed sum. */
  readonly rateBps: number | null;
  /** What the ledger must hold for it. Never negative. */
  readonly targetMinor: Minor;
  /** What it would become once its condition is met; 0 as soon as it is. */
  readonly pendingMinor: Minor;
  readonly occurredAt: number;
  readonly availableAt: number;
  readonly termsVersion: number;
  readonly holds: readonly Hold[];
}

/** What an account looks at of a commission. */
export type AccountCommission = Pick<
  Commission,
  | 'id'
  | 'kind'
  | 'currency'
  | 'baseMinor'
  | 'returnedMinor'
  | 'rateBps'
  | 'targetMinor'
  | 'pendingMinor'
  | 'availableAt'
  | 'holds'
>;

export const commissionId = (kind: CommissionKind, naturalKey: string, partnerId: string): string =>
  idFrom(`commission:${kind}:${naturalKey}:${partnerId}`);

export const holdsAt = (holds: readonly Hold[], asOf: number): boolean =>
  holds.some(({ until }) => until === null || until > asOf);

/** The hold is over and nothing stops it. Derived from the clock, so that no job has to turn a switch in time. */
export const isMature = ({ availableAt, holds }: AccountCommission, asOf: number): boolean =>
  availableAt <= asOf && !holdsAt(holds, asOf);
