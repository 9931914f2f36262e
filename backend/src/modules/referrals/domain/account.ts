import { holdsAt, isMature, type AccountCommission, type Hold } from './commission.js';
import { minor, sumOf, type Currency, type Minor } from './money.js';
import { isLive, type Payout, type PayoutState } from './payout.js';
import type { FactOf } from './fact.js';

/** All that one partner earned and was paid in one currency. There is one account for each such pair. */
export interface Account<C extends AccountCommission = AccountCommission> {
  readonly partnerId: string;
  readonly currency: Currency;
  readonly commissions: readonly C[];
  readonly adjustments: readonly FactOf<'commission.adjusted'>[];
  readonly payouts: readonly Payout[];
  /** Suspicions about the partner as a whole. */
  readonly holds: readonly Hold[];
}

/** What may be paid now of one source; negative where the source owes us. */
export interface Claim {
  readonly source: string;
  readonly amountMinor: Minor;
}

export interface AccountView {
  readonly earnedMinor: Minor;
  /** Unqualified rewards and what is still on its ordinary hold. */
  readonly pendingMinor: Minor;
  /** Waits for more than time: a dispute, a flag, a conflict. */
  readonly heldMinor: Minor;
  readonly availableMinor: Minor;
  readonly reservedMinor: Minor;
  readonly inTransitMinor: Minor;
  readonly paidMinor: Minor;
  /** Earned less everything that is reserved, on its way or paid. */
  readonly balanceMinor: Minor;
  /** Sums to `availableMinor`. */
  readonly claims: readonly Claim[];
}

export const sourceOfCommission = (id: string) => `commission:${id}`;
export const sourceOfAdjustment = (operationId: string) => `adjustment:${operationId}`;
export const sourceOfPayout = (payoutId: string) => `payout:${payoutId}`;

/** The account as it stands at an instant. Every figure is a sum over facts; nothing is counted up by hand. */
export function viewOf(account: Account, asOf: number): AccountView {
  const sources = sourcesOf(account, asOf);
  const paidIn = (...states: PayoutState[]) =>
    sumOf(
      account.payouts.filter(({ state }) => states.includes(state)).map(({ amountMinor }) => amountMinor),
    );
  const earnedMinor = sumOf(sources.map(({ targetMinor }) => targetMinor));
  const [reservedMinor, inTransitMinor, paidMinor] = [
    paidIn('reserved', 'approved'),
    paidIn('sent'),
    paidIn('paid'),
  ];
  const claims = sources
    .filter(({ free, state }) => free !== 0 && (state === 'free' || free < 0))
    .map(({ source, free }) => ({ source, amountMinor: free }));
  const waiting = (state: Source['state']) =>
    sumOf(sources.filter((source) => source.state === state && source.free > 0).map(({ free }) => free));
  return {
    earnedMinor,
    pendingMinor: minor(
      waiting('pending') + sumOf(account.commissions.map(({ pendingMinor }) => pendingMinor)),
    ),
    heldMinor: waiting('held'),
    availableMinor: sumOf(claims.map(({ amountMinor }) => amountMinor)),
    reservedMinor,
    inTransitMinor,
    paidMinor,
    balanceMinor: minor(earnedMinor - reservedMinor - inTransitMinor - paidMinor),
    claims,
  };
}

interface Source {
  readonly source: string;
  readonly targetMinor: Minor;
  /** Target less what live payouts took of it. A debt (below zero) is netted at once, whatever holds the rest. */
  readonly free: Minor;
  readonly state: 'free' | 'pending' | 'held';
}

function sourcesOf({ commissions, adjustments, payouts, holds }: Account, asOf: number): Source[] {
  const taken = takenFrom(payouts);
  const targets = new Map<string, { targetMinor: Minor; state: Source['state'] }>();
  const partnerHeld = holdsAt(holds, asOf);
  // A source that was paid and exists no more (its referral was moved to somebody else) is a debt.
  for (const source of taken.keys()) targets.set(source, { targetMinor: 0, state: 'free' });
  for (const commission of commissions)
    targets.set(sourceOfCommission(commission.id), {
      targetMinor: commission.targetMinor,
      state: partnerHeld ? 'held' : stateOf(commission, asOf),
    });
  for (const { operationId, amountMinor } of adjustments)
    targets.set(sourceOfAdjustment(operationId), {
      targetMinor: amountMinor,
      state: partnerHeld ? 'held' : 'free',
    });
  return [...targets].map(([source, { targetMinor, state }]) => ({
    source,
    targetMinor,
    free: minor(targetMinor - (taken.get(source) ?? 0)),
    state,
  }));
}

function takenFrom(payouts: readonly Payout[]): ReadonlyMap<string, Minor> {
  const taken = new Map<string, Minor>();
  for (const { source, amountMinor } of payouts.filter(isLive).flatMap(({ items }) => items))
    taken.set(source, minor((taken.get(source) ?? 0) + amountMinor));
  return taken;
}

const stateOf = (commission: AccountCommission, asOf: number): Source['state'] => {
  if (isMature(commission, asOf)) return 'free';
  return holdsAt(commission.holds, asOf) ? 'held' : 'pending';
};
