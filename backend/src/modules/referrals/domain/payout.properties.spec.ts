import fc from 'fast-check';
import { anyInstant, anyWorld, idOf, START, PROPERTY_RUNS } from '../../../../test/support/referral-world.js';
import { sourceOfCommission, viewOf } from './account.js';
import { isMature } from './commission.js';
import type { Fact, FactOf } from './fact.js';
import { isLive, mayMove, payoutsIn, targetOf, type PayoutState } from './payout.js';
import { refusalsOf } from './payout-request.js';
import { evaluateProgramme } from './programme.js';

const STEPS = ['approved', 'sent', 'paid', 'failed', 'cancelled', 'returned'] as const;
const reserved: FactOf<'payout.reserved'> = {
  type: 'payout.reserved',
  at: START,
  payoutId: idOf('payout', 0),
  partnerId: idOf('partner', 0),
  currency: 'USD',
  amountMinor: 5_000,
  items: [{ source: 'commission:a', amountMinor: 5_000 }],
  actorId: idOf('user', 0),
};
const step = (state: (typeof STEPS)[number]): Fact => ({
  type: `payout.${state}`,
  at: START + 1,
  payoutId: reserved.payoutId,
  reference: null,
  note: null,
  actorId: null,
});
const stateOf = (facts: readonly Fact[]) => payoutsIn(facts)[0]?.state;

describe('payouts', () => {
  it('invariant 19: a payout is the sum of its items, and no money is in two live payouts', () => {
    fc.assert(
      fc.property(anyWorld, ({ directory, facts }) => {
        for (const { payouts, commissions } of evaluateProgramme(facts, directory).accounts) {
          const taken = new Map<string, number>();
          for (const payout of payouts) {
            expect(payout.items.reduce((sum, item) => sum + item.amountMinor, 0)).toBe(payout.amountMinor);
            if (isLive(payout))
              for (const { source, amountMinor } of payout.items)
                taken.set(source, (taken.get(source) ?? 0) + amountMinor);
          }
          // What a source paid is at most what it is worth: payouts of this world follow all its facts.
          for (const { id, targetMinor } of commissions)
            expect(taken.get(sourceOfCommission(id)) ?? 0).toBeLessThanOrEqual(targetMinor);
        }
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 20: a payout that fails or is called off leaves the balance as it was', () => {
    fc.assert(
      fc.property(anyWorld, anyInstant, fc.constantFrom('failed', 'cancelled'), (world, asOf, end) => {
        const { directory, facts } = world;
        const account = evaluateProgramme(facts, directory).accounts.find(
          (one) => viewOf(one, asOf).availableMinor > 0,
        );
        if (!account) return;
        const before = viewOf(account, asOf);
        const { partnerId, currency } = account;
        const payoutId = idOf('payout', 900);
        const request: Fact = {
          ...reserved,
          payoutId,
          partnerId,
          currency,
          amountMinor: before.availableMinor,
          items: [...before.claims],
        };
        const after = (more: Fact[]) =>
          evaluateProgramme([...facts, ...more], directory)
            .accounts.filter((one) => one.partnerId === partnerId && one.currency === currency)
            .map((one) => viewOf(one, asOf))[0];
        expect(after([request])?.balanceMinor).toBe(before.balanceMinor - before.availableMinor);
        expect(after([request, { ...step(end), payoutId } as Fact])).toEqual(before);
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 20: steps in any order make one state; paid stays paid, and a return is a step of its own', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...STEPS]), (states) => {
        const told = [reserved, ...states.map(step)];
        const state = stateOf(told) as PayoutState;
        expect(stateOf([...told].reverse())).toBe(state);
        const known = new Set(states);
        if (known.has('returned') || (known.has('paid') && known.has('failed')))
          expect(state).toBe('returned');
        else if (known.has('paid')) expect(state).toBe('paid');
        const [payout] = payoutsIn(told);
        expect(payout && targetOf(payout)).toBe(
          ['failed', 'cancelled', 'returned'].includes(state) ? 0 : -5_000,
        );
      }),
      PROPERTY_RUNS,
    );
    expect(STEPS.filter((next) => mayMove('paid', next))).toEqual(['returned']);
  });

  it('invariant 21: nothing that is held, disputed, flagged or too young is in what may be paid, except debts', () => {
    fc.assert(
      fc.property(anyWorld, anyInstant, ({ directory, facts }, asOf) => {
        for (const account of evaluateProgramme(facts, directory).accounts) {
          const waiting = new Set(
            account.commissions
              .filter((one) => !isMature(one, asOf) || account.holds.length > 0)
              .filter(
                (one) =>
                  !isMature(one, asOf) || account.holds.some(({ until }) => until === null || until > asOf),
              )
              .map(({ id }) => sourceOfCommission(id)),
          );
          for (const { source, amountMinor } of viewOf(account, asOf).claims)
            if (waiting.has(source)) expect(amountMinor).toBeLessThan(0);
        }
      }),
      PROPERTY_RUNS,
    );
  });
});

describe('a request', () => {
  const ready = {
    view: { availableMinor: 5_000 },
    minimumMinor: 5_000,
    status: 'active',
    currentTerms: 2,
    acceptedTerms: 2,
    methodVerified: true,
    methodCoolsUntil: null,
    asOf: START,
    openPayout: false,
  } as const;

  it('is granted at exactly the minimum', () => {
    expect(refusalsOf(ready)).toEqual([]);
  });

  it.each([
    ['below_minimum', { view: { availableMinor: 4_999 } }],
    ['below_minimum', { view: { availableMinor: 0 }, minimumMinor: 0 }],
    ['partner_inactive', { status: 'suspended' }],
    ['terms_not_accepted', { acceptedTerms: 1 }],
    ['method_not_verified', { methodVerified: false }],
    ['method_changed', { methodCoolsUntil: START + 1 }],
    ['payout_open', { openPayout: true }],
  ] as const)('is refused for %s', (reason, over) => {
    expect(refusalsOf({ ...ready, ...over })).toEqual([reason]);
  });
});
