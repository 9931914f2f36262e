import { isFact, type Fact, type FactOf } from './fact.js';
import type { Currency, Minor } from './money.js';

export type PayoutState = 'reserved' | 'approved' | 'sent' | 'paid' | 'failed' | 'cancelled' | 'returned';
export type PayoutStep = FactOf<`payout.${Exclude<PayoutState, 'reserved'>}`>;

export interface Payout {
  readonly id: string;
  readonly partnerId: string;
  readonly currency: Currency;
  readonly amountMinor: Minor;
  readonly items: FactOf<'payout.reserved'>['items'];
  readonly state: PayoutState;
  readonly reservedAt: number;
  readonly requestedBy: string;
  /** Of the outside world: the bank's or the processor's number. */
  readonly reference: string | null;
  readonly steps: ReadonlyMap<PayoutState, PayoutStep>;
}

/** Which state may follow which, for commands. */
const MOVES: Record<PayoutState, readonly PayoutState[]> = {
  reserved: ['approved', 'failed', 'cancelled'],
  approved: ['sent', 'failed', 'cancelled'],
  sent: ['paid', 'failed'],
  paid: ['returned'],
  failed: [],
  cancelled: [],
  returned: [],
};

export const mayMove = (from: PayoutState, to: PayoutState): boolean => MOVES[from].includes(to);

/** One of these at a time for a partner and currency. */
export const OPEN_STATES: ReadonlySet<PayoutState> = new Set(['reserved', 'approved', 'sent']);
const RELEASED: ReadonlySet<PayoutState> = new Set(['failed', 'cancelled', 'returned']);

/** The money of its items is not there to be paid again. */
export const isLive = ({ state }: Pick<Payout, 'state'>): boolean => !RELEASED.has(state);

/** What the ledger must hold for a payout: its amount is away, or it is not. */
export const targetOf = (payout: Payout): Minor => (isLive(payout) ? -payout.amountMinor : 0);

export function payoutsIn(facts: readonly Fact[]): Payout[] {
  const steps = facts.filter(isStep);
  return facts.filter(isFact('payout.reserved')).map((reserved) => {
    const own = new Map(
      steps.filter(({ payoutId }) => payoutId === reserved.payoutId).map((step) => [stateOf(step), step]),
    );
    return {
      id: reserved.payoutId,
      partnerId: reserved.partnerId,
      currency: reserved.currency,
      amountMinor: reserved.amountMinor,
      items: reserved.items,
      state: stateAfter(new Set(own.keys())),
      reservedAt: reserved.at,
      requestedBy: reserved.actorId,
      reference: own.get('paid')?.reference ?? own.get('sent')?.reference ?? null,
      steps: own,
    };
  });
}

const isStep = isFact(
  'payout.approved',
  'payout.sent',
  'payout.paid',
  'payout.failed',
  'payout.cancelled',
  'payout.returned',
);
const stateOf = (step: PayoutStep) => step.type.slice('payout.'.length) as PayoutState;

/**
 * From which steps are known, in whatever order they came. Banks do report a failure after a success: that is a return.
 * A payout that was paid although we had called it off counts as paid, because the money has left.
 */
function stateAfter(steps: ReadonlySet<PayoutState>): PayoutState {
  if (steps.has('returned') || (steps.has('paid') && steps.has('failed'))) return 'returned';
  const order: PayoutState[] = ['paid', 'failed', 'cancelled', 'sent', 'approved'];
  return order.find((state) => steps.has(state)) ?? 'reserved';
}
