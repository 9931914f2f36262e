import fc from 'fast-check';
import {
  anyInstant,
  anyReports,
  anyTerms,
  anyWorld,
  DAY,
  directoryOf,
  invoiceOf,
  pictureOf,
  START,
  termsOf,
  PROPERTY_RUNS,
} from '../../../../test/support/referral-world.js';
import { viewOf } from './account.js';
import { linesOf } from './earnings.js';
import type { Fact } from './fact.js';
import { cashOf, type Deduction, type DisputeStep } from './invoice-cash.js';
import { shareOf } from './money.js';
import { differences, targetsOf, type Posted } from './posting.js';
import { evaluateProgramme, type Programme } from './programme.js';

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

const anyInvoice = fc.nat(3).chain(invoiceOf);
const anyDeductions = (maxMinor = 200_000) =>
  fc.array(fc.integer({ min: 0, max: maxMinor }), { maxLength: 8 });
const refundsOf = (invoice: { currency: string }, amounts: readonly number[]): Deduction[] =>
  amounts.map((amountMinor, index) => ({
    type: 'payment.refunded',
    at: START,
    provider: 'stripe',
    invoiceId: 'in_0',
    refundId: `re_${index}`,
    currency: invoice.currency,
    amountMinor,
  }));
const disputed = (...types: DisputeStep['type'][]): DisputeStep[] =>
  types.map((type) => ({ type, at: START, provider: 'stripe', invoiceId: 'in_0', disputeId: 'dp_0' }));

/** Posts what is missing, as the ledger does, into one sum per source. */
function post(ledger: Map<string, Posted>, programme: Programme): number[] {
  const made: number[] = [];
  for (const account of programme.accounts) {
    const named = new Map(
      [...ledger]
        .filter(([key]) => key.startsWith(`${account.partnerId} ${account.currency} `))
        .map(([key, posted]) => [key.split(' ')[2] as string, posted]),
    );
    const targets = targetsOf(account);
    const gone = [...named.keys()]
      .filter((source) => !targets.some((target) => target.source === source))
      .map((source) => ({ source, targetMinor: 0, occurredAt: 0 }));
    for (const { source, amountMinor } of differences([...targets, ...gone], named)) {
      const key = `${account.partnerId} ${account.currency} ${source}`;
      const { sumMinor, count } = ledger.get(key) ?? { sumMinor: 0, count: 0 };
      ledger.set(key, { sumMinor: sumMinor + amountMinor, count: count + 1 });
      made.push(amountMinor);
    }
  }
  return made;
}

describe('money', () => {
  it('invariant 7: the ledger sums to what is reported as earned, whatever was posted on the way', () => {
    fc.assert(
      fc.property(anyWorld, fc.array(fc.nat(30), { maxLength: 3 }), ({ directory, facts }, stops) => {
        const ledger = new Map<string, Posted>();
        const prefixes = [...stops.map((stop) => stop % facts.length).sort((a, b) => a - b), facts.length];
        for (const length of prefixes) {
          // An account whose last commission went elsewhere is settled too.
          const programme = evaluateProgramme(facts.slice(0, length), directory);
          const accounts = new Map(
            programme.accounts.map((one) => [`${one.partnerId} ${one.currency}`, one]),
          );
          for (const key of ledger.keys()) {
            const [partnerId, currency] = key.split(' ') as [string, string];
            if (!accounts.has(`${partnerId} ${currency}`))
              accounts.set(`${partnerId} ${currency}`, {
                partnerId,
                currency,
                commissions: [],
                adjustments: [],
                payouts: [],
                holds: [],
              });
          }
          const made = post(ledger, { ...programme, accounts: [...accounts.values()] });
          expect(made).not.toContain(0);
        }
        for (const account of evaluateProgramme(facts, directory).accounts) {
          const own = [...ledger].filter(([key]) =>
            key.startsWith(`${account.partnerId} ${account.currency} `),
          );
          const earned = own
            .filter(([key]) => !key.includes(' payout:'))
            .map(([, posted]) => posted.sumMinor);
          const view = viewOf(account, START);
          expect(sum(earned)).toBe(view.earnedMinor);
          expect(view.earnedMinor).toBe(
            sum(account.commissions.map((one) => one.targetMinor)) +
              sum(account.adjustments.map((one) => one.amountMinor)),
          );
          expect(sum(own.map(([, posted]) => posted.sumMinor))).toBe(view.balanceMinor);
        }
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 8: balance is earnings less what is reserved, on its way or paid, and holds all that is available', () => {
    fc.assert(
      fc.property(anyWorld, anyInstant, ({ directory, facts }, asOf) => {
        for (const account of evaluateProgramme(facts, directory).accounts) {
          const view = viewOf(account, asOf);
          expect(view.balanceMinor).toBe(
            view.earnedMinor - view.reservedMinor - view.inTransitMinor - view.paidMinor,
          );
          expect(view.availableMinor).toBeLessThanOrEqual(view.balanceMinor);
          const unqualified = sum(account.commissions.map((one) => one.pendingMinor));
          expect(view.availableMinor + view.heldMinor + view.pendingMinor - unqualified).toBe(
            view.balanceMinor,
          );
          expect(sum(view.claims.map((claim) => claim.amountMinor))).toBe(view.availableMinor);
        }
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 9: a commission is never negative, never more than the cash, and always a whole minor unit', () => {
    fc.assert(
      fc.property(anyWorld, ({ directory, facts }) => {
        for (const { commissions } of evaluateProgramme(facts, directory).accounts)
          for (const { targetMinor, baseMinor, rateBps } of commissions) {
            expect(Number.isSafeInteger(targetMinor) && targetMinor >= 0).toBe(true);
            if (rateBps !== null) expect(targetMinor).toBeLessThanOrEqual(baseMinor);
          }
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 10: a full refund in any pieces leaves nothing, more refund never raises anything', () => {
    fc.assert(
      fc.property(anyInvoice, anyDeductions(), fc.nat(100_000), (invoice, amounts, more) => {
        const paid = Math.max(0, invoice.paidMinor);
        const before = cashOf(invoice, refundsOf(invoice, amounts), []);
        const after = cashOf(invoice, refundsOf(invoice, [...amounts, more]), []);
        expect(after.baseMinor).toBeLessThanOrEqual(before.baseMinor);
        expect(shareOf(after.baseMinor, 2_000)).toBeLessThanOrEqual(shareOf(before.baseMinor, 2_000));
        const full = cashOf(invoice, refundsOf(invoice, [...amounts, paid]), []);
        expect(full.baseMinor).toBe(0);
        expect(cashOf(invoice, refundsOf(invoice, [...amounts, paid, more]), [])).toEqual(full);
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 10: a refund raises no commission of the team, however caps and counts are used', () => {
    fc.assert(
      fc.property(anyTerms, anyReports, fc.nat(6), fc.nat(50_000), (terms, reports, number, amountMinor) => {
        const refund = {
          ...refundsOf({ currency: 'USD' }, [amountMinor])[0],
          invoiceId: `in_${number}`,
        } as Fact;
        const directory = directoryOf(terms);
        const targets = (facts: Fact[]) =>
          new Map(
            evaluateProgramme(facts, directory).accounts.flatMap(({ commissions }) =>
              commissions.map((one) => [one.id, one.targetMinor] as const),
            ),
          );
        const before = targets(reports);
        for (const [id, target] of targets([...reports, { ...refund, refundId: 're_new' } as Fact]))
          expect(target).toBeLessThanOrEqual(before.get(id) ?? 0);
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 11: a lost dispute takes all, a won one is as if it had never been', () => {
    fc.assert(
      fc.property(anyInvoice, anyDeductions(), (invoice, amounts) => {
        const refunds = refundsOf(invoice, amounts);
        expect(cashOf(invoice, refunds, disputed('dispute.opened', 'dispute.lost')).baseMinor).toBe(0);
        expect(cashOf(invoice, refunds, disputed('dispute.lost')).baseMinor).toBe(0);
        expect(cashOf(invoice, refunds, disputed('dispute.won', 'dispute.opened'))).toEqual(
          cashOf(invoice, refunds, []),
        );
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 12: a higher rate or more cash never lowers a commission', () => {
    const cash = fc.nat(1_000_000_000);
    const rate = fc.nat(10_000);
    fc.assert(
      fc.property(cash, cash, rate, rate, (base, moreCash, bps, moreRate) => {
        expect(shareOf(base + moreCash, bps)).toBeGreaterThanOrEqual(shareOf(base, bps));
        expect(shareOf(base, Math.min(10_000, bps + moreRate))).toBeGreaterThanOrEqual(shareOf(base, bps));
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 13: rounding is off by half a minor unit at most, however many refunds there were', () => {
    fc.assert(
      fc.property(anyInvoice, anyDeductions(20), fc.nat(10_000), (invoice, amounts, bps) => {
        const { baseMinor } = cashOf(invoice, refundsOf(invoice, amounts), []);
        const exactTenThousandths = BigInt(baseMinor) * BigInt(bps);
        const off = BigInt(shareOf(baseMinor, bps)) * 10_000n - exactTenThousandths;
        expect(off <= 5_000n && off >= -5_000n).toBe(true);
        const paid = BigInt(Math.max(1, invoice.paidMinor));
        const gross = BigInt(cashOf(invoice, [], []).grossMinor);
        const left = paid - BigInt(sum(amounts)) > 0n ? paid - BigInt(sum(amounts)) : 0n;
        // The base itself is rounded down once: less than one unit below the exact proportion.
        if (invoice.paidMinor > 0) expect((gross * left) / paid).toBe(BigInt(baseMinor));
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 14: no currency ever enters the figures of another', () => {
    fc.assert(
      fc.property(anyWorld, anyInstant, ({ directory, facts }, asOf) => {
        const inOne = (currency: string) =>
          evaluateProgramme(facts, directory)
            .accounts.filter((account) => account.currency === currency)
            .map((account) => [account.partnerId, viewOf(account, asOf)]);
        const dearer = facts.map((fact) =>
          'currency' in fact && fact.currency === 'KWD' && fact.type === 'commission.adjusted'
            ? { ...fact, amountMinor: fact.amountMinor * 7 }
            : fact,
        );
        const after = evaluateProgramme(dearer, directory).accounts.filter(
          ({ currency }) => currency === 'USD',
        );
        expect(after.map((account) => [account.partnerId, viewOf(account, asOf)])).toEqual(inOne('USD'));
        for (const { commissions, adjustments, payouts, currency } of evaluateProgramme(facts, directory)
          .accounts)
          for (const one of [...commissions, ...adjustments, ...payouts]) expect(one.currency).toBe(currency);
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 15: new terms leave everything before them as it was, however late it is told', () => {
    const change = fc.integer({ min: 0, max: 200 }).map((days) => START + days * DAY);
    fc.assert(
      fc.property(anyReports, anyTerms, change, (reports, [first, second], at) => {
        const early = reports.filter((fact) => fact.at < at);
        const old = [termsOf(first)];
        const changed = [termsOf(first), termsOf(second, 2, at)];
        expect(pictureOf(evaluateProgramme(early, directoryOf(changed)))).toBe(
          pictureOf(evaluateProgramme(early, directoryOf(old))),
        );
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 31: the earnings page is its own formula over its own lines, in each currency', () => {
    fc.assert(
      fc.property(anyWorld, ({ directory, facts }) => {
        for (const account of evaluateProgramme(facts, directory).accounts) {
          const lines = linesOf(account);
          expect(sum(lines.map((line) => line.amountMinor))).toBe(viewOf(account, START).earnedMinor);
          for (const { unitMinor, count, amountMinor } of lines)
            if (unitMinor !== null) expect(count * unitMinor).toBe(amountMinor);
        }
      }),
      PROPERTY_RUNS,
    );
  });
});
