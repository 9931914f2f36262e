import type { Money, ReferralAnalytics, ReferralCohort } from '@orbisvoice/contracts';
import { formatMoney } from '../../../lib/format.js';

type Kind = 'revenue' | 'returned' | 'commission';

/** Sums over the months of one or many cohorts, by currency; nothing is added across currencies. */
export function totalsOf(cohorts: readonly ReferralCohort[], kind: Kind): Money[] {
  const sums = new Map<string, number>();
  for (const month of cohorts.flatMap(({ months }) => months)) {
    const { currency, amountMinor } = month[kind];
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  }
  return [...sums]
    .filter(([, amountMinor]) => amountMinor !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amountMinor]) => ({ currency, amountMinor }));
}

export const currenciesOf = ({ cohorts }: ReferralAnalytics): string[] =>
  [...new Set(cohorts.flatMap(({ months }) => months.map(({ revenue }) => revenue.currency)))].sort();

export const moneyWords = (amounts: readonly Money[]): string => amounts.map(formatMoney).join(' · ') || '–';

const week = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
export const weekName = (iso: string): string => week.format(new Date(iso));

/** Below this many teams a share says little about the next one. */
export const FEW_TEAMS = 10;
export const partWords = (part: number, whole: number): string =>
  whole === 0 ? '–' : whole < FEW_TEAMS ? String(part) : `${part} (${Math.round((part / whole) * 100)} %)`;

/** One point a week for the chart, oldest first. Revenue is a number of whole units, for an axis. */
export function chartPoints(cohorts: readonly ReferralCohort[], currency: string | undefined) {
  const digits =
    currency === undefined
      ? 0
      : (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
          .maximumFractionDigits ?? 2);
  return [...cohorts]
    .sort((a, b) => a.week.localeCompare(b.week))
    .map((cohort) => ({
      name: weekName(cohort.week) + (cohort.complete ? '' : ' …'),
      signups: cohort.signups,
      activated: cohort.activatedWithinDays[30],
      paid: cohort.paidWithinDays[90],
      revenue:
        (totalsOf([cohort], 'revenue').find((one) => one.currency === currency)?.amountMinor ?? 0) /
        10 ** digits,
    }));
}
