import type { Money, ReferralFigures } from '@orbisvoice/contracts';

export interface Expectation {
  /** Teams that sign up by the link. */
  readonly signups: number;
  /** Of them, those that complete a first real call. */
  readonly activated: number;
  /** Of them, those that pay, one invoice a month from the beginning. */
  readonly paying: number;
  /** What one of them pays a month without taxes, in minor units of the rewards' currency. */
  readonly monthlyMinor: number;
}

export interface Estimate {
  readonly once: Money;
  readonly share: Money;
  readonly total: Money;
}

const YEAR_MONTHS = 12;

/** What a first year brings under these terms, by the rules of the engine: each invoice by itself, halves up. */
export function estimate(figures: ReferralFigures, expected: Expectation): Estimate {
  const { currency } = figures.signupReward;
  const money = (amountMinor: number): Money => ({ amountMinor, currency });
  const qualified = {
    none: expected.signups,
    activation: expected.activated,
    first_paid_invoice: expected.monthlyMinor > 0 ? expected.paying : 0,
  }[figures.signupRewardRequires];
  const once =
    qualified * figures.signupReward.amountMinor + expected.activated * figures.activationBonus.amountMinor;
  const share = expected.monthlyMinor > 0 ? expected.paying * salesOfOne(figures, expected.monthlyMinor) : 0;
  return { once: money(once), share: money(share), total: money(once + share) };
}

/** One team's invoices of a year. */
function salesOfOne(figures: ReferralFigures, monthlyMinor: number): number {
  const { saleRateBps, saleFlat, saleMonths, saleInvoices, saleCapMinor } = figures;
  const each =
    saleRateBps === null
      ? (saleFlat?.amountMinor ?? 0)
      : Math.floor((2 * monthlyMinor * saleRateBps + 10_000) / 20_000);
  const invoices = Math.min(YEAR_MONTHS, saleMonths ?? YEAR_MONTHS, saleInvoices ?? YEAR_MONTHS);
  return Math.min(invoices * each, saleCapMinor ?? Number.MAX_SAFE_INTEGER);
}
