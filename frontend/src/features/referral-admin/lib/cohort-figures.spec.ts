import { expect, it } from '@jest/globals';
import type { ReferralCohort } from '@orbisvoice/contracts';
import { chartPoints, currenciesOf, moneyWords, partWords, totalsOf } from './cohort-figures.js';

const month = (month: number, currency: string, revenue: number) => ({
  month,
  revenue: { amountMinor: revenue, currency },
  returned: { amountMinor: 0, currency },
  commission: { amountMinor: revenue / 5, currency },
});
const cohort = (week: string, months: ReferralCohort['months'] = []): ReferralCohort => ({
  week,
  complete: week < '2026-11-23',
  signups: 4,
  activatedWithinDays: { 7: 1, 14: 2, 30: 3 },
  paidWithinDays: { 30: 0, 60: 1, 90: 2 },
  months,
});
const cohorts = [
  cohort('2026-11-23', [month(0, 'USD', 5_000)]),
  cohort('2026-11-16', [month(0, 'USD', 5_000), month(1, 'USD', 2_500), month(0, 'JPY', 900)]),
];

it('sums by currency and never across', () => {
  expect(totalsOf(cohorts, 'revenue')).toEqual([
    { currency: 'JPY', amountMinor: 900 },
    { currency: 'USD', amountMinor: 12_500 },
  ]);
  expect(moneyWords(totalsOf(cohorts, 'commission'))).toBe('¥180 · $25.00');
  expect(moneyWords(totalsOf(cohorts, 'returned'))).toBe('–');
  expect(currenciesOf({ asOf: '', cohorts })).toEqual(['JPY', 'USD']);
});

it('draws weeks from the oldest, money in whole units, and marks the one that goes on', () => {
  expect(chartPoints(cohorts, 'USD')).toMatchObject([
    { name: 'Nov 16', signups: 4, activated: 3, paid: 2, revenue: 75 },
    { name: 'Nov 23 …', revenue: 50 },
  ]);
  expect(chartPoints(cohorts, 'JPY').map(({ revenue }) => revenue)).toEqual([900, 0]);
});

it('shows shares only where there are enough teams for one', () => {
  expect([partWords(3, 12), partWords(3, 9), partWords(0, 0)]).toEqual(['3 (25 %)', '3', '–']);
});
