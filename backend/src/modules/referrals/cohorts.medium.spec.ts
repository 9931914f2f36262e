import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReferralAnalytics } from '@orbisvoice/contracts';
import fc from 'fast-check';
import { createReferralTest, type ReferralTest } from '../../../test/support/referral-test.js';
import { anyReports, idOf } from '../../../test/support/referral-world.js';
import { Cohorts } from './application/cohorts.service.js';
import type { Fact } from './domain/fact.js';
import { factSetOf } from './domain/fact-set.js';

let test: ReferralTest;
beforeAll(async () => {
  test = await createReferralTest();
});
afterAll(() => test.close());

type Cohort = ReferralAnalytics['cohorts'][number];
const read = async (): Promise<Cohort[]> => {
  const officer = { userId: idOf('user', 99), tenantId: test.tenant };
  return (await test.app.get(Cohorts).analytics(officer)).cohorts;
};
/** Time goes on and nobody steps in: what a person decides anew may well take a team out of its week. */
const asTold = (reports: readonly Fact[]): Fact[] =>
  [...factSetOf(reports.filter(({ type }) => type !== 'attribution.override')).facts].sort(
    (a, b) => a.at - b.at,
  );
const count = ({ signups, activatedWithinDays, paidWithinDays }: Cohort): Record<string, number> => ({
  signups,
  ...Object.fromEntries(Object.entries(activatedWithinDays).map(([days, n]) => [`activated ${days}`, n])),
  ...Object.fromEntries(Object.entries(paidWithinDays).map(([days, n]) => [`paid ${days}`, n])),
});
const sums = (cohorts: readonly Cohort[], which: 'revenue' | 'commission') => {
  const totals: Record<string, number> = {};
  for (const { [which]: money } of cohorts.flatMap(({ months }) => months))
    totals[money.currency] = (totals[money.currency] ?? 0) + money.amountMinor;
  return Object.fromEntries(Object.entries(totals).filter(([, sum]) => sum !== 0));
};
const fromRows = async (sql: string) =>
  Object.fromEntries((await test.rows(sql)).map(({ currency, sum }) => [String(currency), Number(sum)]));

describe('cohorts', () => {
  it('invariant 32: closed rows never shrink but by returns, steps never exceed sign-ups, rows sum to totals', async () => {
    let rows = 0;
    for (const reports of fc.sample(anyReports, { numRuns: 12, seed: 32 })) {
      await test.fresh();
      let before = new Map<string, Record<string, number>>();
      const facts = asTold(reports);
      for (let told = 0; told < facts.length; told += 4) {
        await test.takeAll(facts.slice(told, told + 4));
        const cohorts = await read();
        for (const cohort of cohorts) {
          const cells = count(cohort);
          for (const [cell, was] of Object.entries(before.get(cohort.week) ?? {}))
            expect([cohort.week, cell, cells[cell]! >= was]).toEqual([cohort.week, cell, true]);
          for (const step of Object.values(cells)) expect(step).toBeLessThanOrEqual(cohort.signups);
          expect(cohort.complete).toBe(true);
        }
        expect([...before.keys()].filter((week) => !cohorts.some((cohort) => cohort.week === week))).toEqual(
          [],
        );
        before = new Map(cohorts.map((cohort) => [cohort.week, count(cohort)]));
      }
      const cohorts = await read();
      rows += cohorts.length;
      const referred = await test.rows('select from referral_attributions where partner_id is not null');
      expect(cohorts.reduce((sum, { signups }) => sum + signups, 0)).toBe(referred.length);
      const attributed = `referral_commissions c join referral_attributions a
        on a.referred_tenant_id = c.referred_tenant_id and a.partner_id = c.partner_id`;
      expect(sums(cohorts, 'revenue')).toEqual(
        await fromRows(
          `select c.currency, sum(base_minor) as sum from ${attributed} where kind = 'sale' and base_minor > 0 group by 1`,
        ),
      );
      expect(sums(cohorts, 'commission')).toEqual(
        await fromRows(
          `select c.currency, sum(target_minor) as sum from ${attributed} where target_minor > 0 group by 1`,
        ),
      );
    }
    expect(rows).toBeGreaterThan(12);
  });

  it('hold what was referred in a week, whenever it was paid for', async () => {
    await test.fresh();
    const monday = Date.UTC(2026, 2, 2);
    const day = 86_400_000;
    const signup = (number: number, at: number): Fact => ({
      type: 'user.signup',
      at,
      userId: idOf('user', number),
      tenantId: idOf('tenant', number),
      emailKey: null,
      typedCode: 'code2',
      paramCode: null,
      touches: [],
    });
    await test.takeAll([
      signup(10, monday),
      signup(11, monday + 7 * day - 1),
      signup(12, monday + 7 * day),
      {
        type: 'user.activated',
        at: monday + 7 * day,
        userId: idOf('user', 10),
        tenantId: idOf('tenant', 10),
        callId: idOf('call', 1),
      },
      {
        type: 'user.activated',
        at: monday + 22 * day,
        userId: idOf('user', 11),
        tenantId: idOf('tenant', 11),
        callId: idOf('call', 2),
      },
    ]);
    expect(await read()).toMatchObject([
      { week: '2026-03-02', signups: 2, activatedWithinDays: { 7: 1, 14: 1, 30: 2 } },
      { week: '2026-03-09', signups: 1, activatedWithinDays: { 7: 0, 14: 0, 30: 0 } },
    ]);
  });
});
