import { toTermsDocument } from '../../backend/src/modules/referrals/application/terms.mapping.js';
import { addMonths } from '../../backend/src/modules/referrals/domain/months.js';
import { rewardsOf } from '../../backend/src/modules/referrals/domain/rewards.js';
import { salesOf, type PaidInvoice } from '../../backend/src/modules/referrals/domain/sales.js';
import {
  DEFAULT_SETTINGS,
  type Terms,
  type TermsSettings,
} from '../../backend/src/modules/referrals/domain/terms.js';
import { countries } from '../src/lib/countries.js';
import { estimate, type Expectation } from '../src/site/lib/estimate.js';
import { FIRST_TERMS } from '../src/site/lib/programme.js';

const START = Date.UTC(2026, 0, 31);
const PARTNER = '00000000-0000-7000-8000-000000000001';

const termsOf = (settings: Partial<TermsSettings> = {}): Terms => ({
  ...DEFAULT_SETTINGS,
  ...settings,
  version: 1,
  effectiveFrom: 0,
});

/** The engine's own sum over a year of the teams that were expected. */
function engineSum(terms: Terms, { signups, activated, paying, monthlyMinor }: Expectation): number {
  let sum = 0;
  for (let team = 0; team < signups; team++) {
    const tenantId = `00000000-0000-7000-8000-${String(team).padStart(12, '0')}`;
    const user = { userId: tenantId, tenantId };
    const pays = team < paying && monthlyMinor > 0;
    const rewards = rewardsOf(
      {
        partnerId: PARTNER,
        signup: {
          type: 'user.signup',
          at: START,
          ...user,
          emailKey: '',
          typedCode: null,
          paramCode: null,
          touches: [],
        },
        activation:
          team < activated ? { type: 'user.activated', at: START, ...user, callId: tenantId } : undefined,
        firstCashAt: pays ? START : undefined,
        holds: [],
      },
      [terms],
    );
    const invoices = Array.from({ length: pays ? 12 : 0 }, (_, month): PaidInvoice => {
      const money = { paidMinor: monthlyMinor, exTaxMinor: monthlyMinor, eligibleMinor: monthlyMinor };
      return {
        invoice: {
          type: 'invoice.paid',
          at: addMonths(START, month),
          tenantId,
          provider: 'test',
          invoiceId: `${team}-${month}`,
          currency: terms.currency,
          ...money,
        },
        cash: { grossMinor: monthlyMinor, baseMinor: monthlyMinor, returnedMinor: 0 } as PaidInvoice['cash'],
        holds: [],
      };
    });
    for (const { targetMinor } of [...rewards, ...salesOf(PARTNER, invoices, [terms])]) sum += targetMinor;
  }
  return sum;
}

describe('the affiliate page', () => {
  it('begins with the terms that an installation begins with', () => {
    expect(FIRST_TERMS).toEqual(toTermsDocument(termsOf()).figures);
  });

  it.each<[string, Partial<TermsSettings>]>([
    ['the first terms', {}],
    ['a rate that does not divide', { sale: { kind: 'percent', rateBps: 1_237 } }],
    [
      'a bonus and a reward for the bare sign-up',
      { signupRewardRequires: 'none', activationBonusMinor: 333 },
    ],
    ['a reward for the first payment', { signupRewardRequires: 'first_paid_invoice' }],
    ['fixed sums for a few invoices', { sale: { kind: 'flat', amountMinor: 250 }, saleInvoices: 5 }],
    ['three months', { saleMonths: 3 }],
    ['for good', { saleMonths: null }],
    ['a cap', { capPerReferralMinor: 4_321 }],
    ['no share at all', { sale: { kind: 'none' } }],
  ])('estimates as the engine computes: %s', (_name, settings) => {
    const terms = termsOf(settings);
    const { figures } = toTermsDocument(terms);
    for (const monthlyMinor of [0, 1, 999, 9_905])
      for (const expected of [
        { signups: 7, activated: 5, paying: 3, monthlyMinor },
        { signups: 1, activated: 0, paying: 0, monthlyMinor },
      ])
        expect(estimate(figures, expected).total.amountMinor).toBe(engineSum(terms, expected));
  });

  it('knows every country by a name', () => {
    const all = countries();
    expect(new Set(all.map(({ code }) => code)).size).toBe(249);
    expect(all.filter(({ code, name }) => code === name)).toEqual([]);
  });
});
