import type { ReferralFigures } from '@orbisvoice/contracts';

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });

/**
 * The terms that an installation begins with (backend, referrals/domain/terms.ts; a test holds the two together). The
 * page is built with them; the API writes those in force into it (backend, referrals/application/affiliate-page.ts).
 */
export const FIRST_TERMS: ReferralFigures = {
  signupReward: usd(1_000),
  signupRewardRequires: 'activation',
  activationBonus: usd(0),
  saleRateBps: 2_000,
  saleFlat: null,
  saleMonths: 12,
  saleInvoices: null,
  saleCapMinor: null,
  windowDays: 60,
  holdDays: 30,
  minimumPayout: usd(5_000),
};
