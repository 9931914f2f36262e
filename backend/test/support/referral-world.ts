import fc from 'fast-check';
import { viewOf } from '../../src/modules/referrals/domain/account.js';
import type { Directory } from '../../src/modules/referrals/domain/directory.js';
import type { Fact, FactOf } from '../../src/modules/referrals/domain/fact.js';
import { OPEN_STATES } from '../../src/modules/referrals/domain/payout.js';
import { evaluateProgramme, type Programme } from '../../src/modules/referrals/domain/programme.js';
import {
  DEFAULT_SETTINGS,
  type Terms,
  type TermsSettings,
} from '../../src/modules/referrals/domain/terms.js';
import { CURRENCIES, DAY, directoryOf, idOf, START, termsOf } from './referral-directory.js';

export { CURRENCIES, DAY, directoryOf, idOf, LINKS, PARTNERS, START, termsOf } from './referral-directory.js';
export { PROPERTY_RUNS } from './property-runs.js';

const WINDOW = DEFAULT_SETTINGS.windowMs;

const oneOf = <const T>(...values: readonly T[]) => fc.constantFrom(...values);
const upTo = (max: number) => fc.integer({ min: 0, max });
const at = fc.integer({ min: 0, max: 200 }).map((days) => START + days * DAY);
/** Cents, nothing, a negative invoice, and sums at which floating point would lie. */
const amount = fc.oneof(upTo(20_000), oneOf(-500, 0, 1, 3, 99_999_999_999_999), upTo(1_000_000));

const settings: fc.Arbitrary<Partial<TermsSettings>> = fc.record({
  model: oneOf('last_touch', 'first_touch'),
  signupRewardRequires: oneOf('none', 'activation', 'first_paid_invoice'),
  signupRewardMinor: oneOf(0, 1_000),
  activationBonusMinor: oneOf(0, 250),
  sale: oneOf(
    { kind: 'none' },
    { kind: 'percent', rateBps: 2_000 },
    { kind: 'percent', rateBps: 3_333 },
    { kind: 'flat', amountMinor: 700 },
  ),
  saleMonths: oneOf(null, 1, 12),
  saleInvoices: oneOf(null, 2),
  capPerReferralMinor: oneOf(null, 5_000),
});
export const anyTerms: fc.Arbitrary<Terms[]> = fc
  .tuple(settings, settings)
  .map(([first, second]) => [termsOf(first), termsOf(second, 2, START + 50 * DAY)]);

const touchOf = (signupAt: number) =>
  fc.record({
    linkId: upTo(5).map((number) => idOf('link', number)),
    clickId: upTo(9).map((number) => idOf('click', number)),
    at: fc.oneof(
      oneOf(0, 1, WINDOW, WINDOW + 1_000, -300_000, -301_000).map((age) => signupAt - age),
      fc.integer({ min: 0, max: 90 * DAY }).map((age) => signupAt - age),
    ),
  });

/** The sign-up of one team; address keys repeat now and then, as somebody's second account does. */
export const signupOf = (number: number): fc.Arbitrary<FactOf<'user.signup'>> =>
  at.chain((signupAt) =>
    fc.record({
      type: fc.constant('user.signup' as const),
      at: fc.constant(signupAt),
      userId: fc.constant(idOf('user', number)),
      tenantId: fc.constant(idOf('tenant', number)),
      emailKey: fc.oneof(
        { weight: 5, arbitrary: fc.constant(`user-${number}`) },
        oneOf('user-0', 'partner-2', null),
      ),
      typedCode: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, oneOf('code0', 'CODE2', 'nobody')),
      paramCode: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, oneOf('code1', 'code4')),
      touches: fc.array(touchOf(signupAt), { maxLength: 4 }),
    }),
  );

const invoiceId = (number: number) => ({ provider: 'stripe', invoiceId: `in_${number}` });
export const invoiceOf = (number: number): fc.Arbitrary<FactOf<'invoice.paid'>> =>
  fc
    .record({
      at,
      tenant: upTo(4),
      currency: oneOf(...CURRENCIES),
      paid: amount,
      tax: upTo(500),
      other: upTo(300),
    })
    .map(({ at: paidAt, tenant, currency, paid, tax, other }) => ({
      type: 'invoice.paid',
      at: paidAt,
      tenantId: idOf('tenant', tenant),
      ...invoiceId(number),
      currency,
      paidMinor: paid,
      exTaxMinor: paid - tax,
      eligibleMinor: paid - tax - other,
    }));

const INVOICES = 6;
const ofSomeInvoice = upTo(INVOICES).map(invoiceId);
const deduction = fc
  .record({
    invoice: ofSomeInvoice,
    number: upTo(20),
    at,
    currency: oneOf(...CURRENCIES),
    amountMinor: upTo(30_000),
  })
  .chain(({ invoice, number, ...rest }) =>
    oneOf(
      { type: 'payment.refunded', refundId: `re_${number}`, ...invoice, ...rest },
      { type: 'credit_note.issued', creditNoteId: `cn_${number}`, ...invoice, ...rest },
    ),
  );
const dispute: fc.Arbitrary<Fact> = fc.record({
  type: oneOf('dispute.opened', 'dispute.won', 'dispute.lost'),
  at,
  disputeId: upTo(3).map((number) => `dp_${number}`),
  provider: fc.constant('stripe'),
  invoiceId: upTo(INVOICES).map((number) => `in_${number}`),
});
const byHand = (number: number) => ({
  operationId: idOf('operation', number),
  actorId: idOf('user', 99),
  reason: 'looked into it',
});
const override: fc.Arbitrary<Fact> = fc
  .record({ number: upTo(3), tenant: upTo(4), partner: oneOf(null, 0, 1, 2, 3), at })
  .map(({ number, tenant, partner: owner, at: when }) => ({
    type: 'attribution.override',
    at: when,
    ...byHand(number),
    tenantId: idOf('tenant', tenant),
    partnerId: owner === null ? null : idOf('partner', owner),
  }));
const adjustment: fc.Arbitrary<Fact> = fc
  .record({
    number: upTo(3),
    partner: upTo(3),
    at,
    currency: oneOf(...CURRENCIES),
    amountMinor: oneOf(-900, 500, 12_345),
  })
  .map(({ number, partner: owner, ...rest }) => ({
    type: 'commission.adjusted',
    ...rest,
    ...byHand(100 + number),
    partnerId: idOf('partner', owner),
  }));
const flag: fc.Arbitrary<Fact> = fc
  .record({ number: upTo(3), partner: upTo(3), tenant: oneOf(null, 0, 1, 2), at })
  .map(({ number, partner: owner, tenant, at: when }) => ({
    type: 'flag.raised',
    at: when,
    flagId: idOf('flag', number),
    partnerId: idOf('partner', owner),
    tenantId: tenant === null ? null : idOf('tenant', tenant),
    rule: 'same_network',
    evidence: { matches: 1 },
  }));
const verdict: fc.Arbitrary<Fact> = fc
  .record({ number: upTo(3), operation: upTo(3), verdict: oneOf('confirmed', 'dismissed'), at })
  .map(({ number, operation, ...rest }) => ({
    type: 'flag.decided',
    ...rest,
    ...byHand(200 + operation),
    flagId: idOf('flag', number),
  }));
const activation: fc.Arbitrary<Fact> = fc.record({ number: upTo(4), at }).map(({ number, at: when }) => ({
  type: 'user.activated',
  at: when,
  userId: idOf('user', number),
  tenantId: idOf('tenant', number),
  callId: idOf('call', number),
}));

/** What the outside world reports. Keys may come with two contents; everything may come in any order. */
export const anyReports: fc.Arbitrary<Fact[]> = fc
  .tuple(
    fc.tuple(...[0, 1, 2, 3, 4].map(signupOf)),
    fc.array(upTo(INVOICES).chain(invoiceOf), { maxLength: 8 }),
    fc.array(fc.oneof(activation, deduction, dispute, override, adjustment, flag, verdict), {
      maxLength: 12,
    }),
  )
  .map(([signups, invoices, others]) => [...signups, ...invoices, ...others]);

export interface World {
  readonly directory: Directory;
  readonly facts: readonly Fact[];
}

const payoutPlan = fc.array(
  fc.record({
    at,
    pick: upTo(7),
    steps: oneOf(
      [],
      ['approved'],
      ['approved', 'sent'],
      ['approved', 'sent', 'paid'],
      ['cancelled'],
      ['approved', 'sent', 'failed'],
      ['approved', 'sent', 'paid', 'returned'],
    ),
  }),
  { maxLength: 2 },
);
type Plan = readonly { at: number; pick: number; steps: readonly string[] }[];

/** Reports and payouts of what was available at the time, each of them in some state. */
export const anyWorld: fc.Arbitrary<World> = fc
  .tuple(anyTerms, anyReports, payoutPlan)
  .map(([terms, reports, plan]) => withPayouts(directoryOf(terms), reports, plan));

function withPayouts(directory: Directory, reports: readonly Fact[], plan: Plan): World {
  const facts = [...reports];
  plan.forEach(({ at: when, pick, steps }, index) => {
    const open = evaluateProgramme(facts, directory)
      .accounts.map((account) => ({ account, view: viewOf(account, when) }))
      .filter(
        ({ account, view }) =>
          view.availableMinor > 0 && !account.payouts.some(({ state }) => OPEN_STATES.has(state)),
      );
    const chosen = open[pick % Math.max(1, open.length)];
    if (chosen) facts.push(...payoutOf(index, when, chosen, steps));
  });
  return { directory, facts };
}

function payoutOf(
  index: number,
  when: number,
  { account, view }: { account: Programme['accounts'][number]; view: ReturnType<typeof viewOf> },
  steps: readonly string[],
): Fact[] {
  const payoutId = idOf('payout', index);
  const reserved: Fact = {
    type: 'payout.reserved',
    at: when,
    payoutId,
    partnerId: account.partnerId,
    currency: account.currency,
    amountMinor: view.availableMinor,
    items: [...view.claims],
    actorId: idOf('user', 98),
  };
  const rest = steps.map((step, at) => ({
    type: `payout.${step}`,
    at: when + at + 1,
    payoutId,
    reference: step === 'paid' ? `bank-${index}` : null,
    note: null,
    actorId: null,
  }));
  return [reserved, ...(rest as Fact[])];
}

/** The same facts in another order, some of them more than once. */
export const retold = (facts: readonly Fact[]): fc.Arbitrary<Fact[]> =>
  fc
    .tuple(fc.shuffledSubarray([...facts], { minLength: facts.length }), fc.shuffledSubarray([...facts]))
    .map(([all, again]) => [...all, ...again]);

/** Instants before, amid and long after everything. */
export const anyInstant = fc.integer({ min: -10, max: 400 }).map((days) => START + days * DAY);

/** Everything about a programme that may be compared, as text: decisions, targets and every account's figures. */
export const pictureOf = (programme: Programme, asOf: number = START + 400 * DAY): string =>
  JSON.stringify({
    conflicts: programme.conflicts.map(({ naturalKey }) => naturalKey),
    referrals: [...programme.referrals.values()].sort((a, b) => (a.tenantId < b.tenantId ? -1 : 1)),
    accounts: programme.accounts.map((account) => [
      account.partnerId,
      account.currency,
      viewOf(account, asOf),
    ]),
  });
