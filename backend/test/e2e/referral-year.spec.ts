import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MyReferrals } from '../../src/modules/referrals/application/my-referrals.service.js';
import { PayoutDesk } from '../../src/modules/referrals/application/payout-desk.js';
import { PayoutsService } from '../../src/modules/referrals/application/payouts.service.js';
import { minimumPayoutOf } from '../../src/modules/referrals/domain/terms.js';
import { readCsv } from '../support/csv-reader.js';
import { asOwnerOf } from '../support/identity-double.js';
import { makePayable } from '../support/payable-partner.js';
import { idOf } from '../support/referral-directory.js';
import { createReferralTest, type ReferralTest } from '../support/referral-test.js';
import { tellByProcesses, type Told } from '../support/referral-year/fact-workers.js';
import { Random } from '../support/referral-year/random.js';
import { recompute, type Books } from '../support/referral-year/recompute.js';
import { scriptYear } from '../support/referral-year/script.js';
import { startProgram } from './support/program.js';

/** `ORBIS_YEAR=full` tells the whole year, which takes a quarter of an hour; otherwise a tenth of the partners do. */
const FULL = process.env.ORBIS_YEAR === 'full';
const SIZE = FULL ? { partners: 200, signups: 5_000, seed: 2025 } : { partners: 20, signups: 300, seed: 25 };
const LIMIT_MS = FULL ? 3_600_000 : 240_000;

const year = scriptYear(SIZE);
const random = new Random(SIZE.seed + 1);
let test: ReferralTest;
let env: NodeJS.ProcessEnv;
let told: Told;
let before: Books;
/** Sums of payouts that were paid, by partner and currency. */
const paid = new Map<string, bigint>();

/** The same in another order, and a tenth of it once or twice more. */
const retold = <T>(facts: readonly T[]) =>
  random.shuffled([
    ...facts,
    ...facts.filter(() => random.chance(0.1)),
    ...facts.filter(() => random.chance(0.02)),
  ]);

beforeAll(async () => {
  test = await createReferralTest();
  await test.fresh({ partners: year.partners, links: year.links, terms: year.terms });
  env = {
    PATH: process.env.PATH,
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: test.database.url,
    PORT: '0',
    GATEWAY_PORT: '0',
  };
  const reports = retold(year.facts);
  told = await tellByProcesses(reports, env, { processes: 2, killEvery: Math.ceil(reports.length / 4) });
  before = recompute(year, year.facts);
}, LIMIT_MS);
afterAll(() => test.close());

const part = <T>(token: abstract new (...args: never[]) => T): T => test.app.get(token, { strict: false });
const nonZero = (sums: ReadonlyMap<string, bigint>) =>
  Object.fromEntries(
    [...sums]
      .filter(([, sum]) => sum !== 0n)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, sum]) => [key, Number(sum)]),
  );
/** What the ledger holds, by partner and currency. */
const ledger = async (kinds: readonly string[]) => {
  const rows = await test.rows(
    `select partner_id || ' ' || currency as key, sum(amount_minor)::text as sum from referral_ledger
     where kind = any($1) group by 1`,
    [kinds],
  );
  return nonZero(new Map(rows.map(({ key, sum }) => [String(key), BigInt(String(sum))])));
};
const EARNED = ['accrual', 'reversal', 'adjustment'];
const PAYOUT = ['payout_reserve', 'payout_release'];

describe('a year of the programme', () => {
  it('was told out of order, more than once, by processes of which some were killed', () => {
    expect(told.killed).toBeGreaterThanOrEqual(2);
    expect(told.outcomes.get('accepted') ?? 0).toBeLessThanOrEqual(year.facts.length);
    expect(told.outcomes.get('known') ?? 0).toBeGreaterThan(year.facts.length / 20);
    expect(told.outcomes.get('conflict')).toBeUndefined();
  });

  it('earned every partner what a second computation says', async () => {
    const rows = await test.rows('select count(*)::int as count from referral_facts');
    expect(rows).toEqual([{ count: year.facts.length }]);
    expect(await ledger(EARNED)).toEqual(nonZero(before.earned));
    expect(Object.keys(nonZero(before.earned)).length).toBeGreaterThan(SIZE.partners);
  });

  it(
    'pays out what nothing holds, to the last minor unit',
    async () => {
      const officer = { userId: idOf('user', 900_001), tenantId: test.tenant };
      let number = 0;
      for (const { id: partnerId } of year.partners) {
        const own = [...before.free].filter(([key]) => key.startsWith(partnerId));
        const large = own.filter(([key, sum]) => {
          const currency = key.slice(-3);
          return sum >= BigInt(Math.max(1, minimumPayoutOf(year.terms.at(-1)!, currency)));
        });
        if (large.length === 0) continue;
        await makePayable(test.app, partnerId);
        for (const [key, sum] of large) {
          const payout = await part(PayoutsService).request(partnerId, key.slice(-3), idOf('user', 900_002));
          expect([key, payout.amountMinor]).toEqual([key, Number(sum)]);
          number += 1;
          const why = { reason: 'end of the year' };
          if (number % 4 === 0) {
            await part(PayoutDesk).reject(officer, payout.id, why);
            continue;
          }
          await part(PayoutDesk).approve(officer, payout.id, why);
          await part(PayoutDesk).pay(officer, payout.id, { ...why, reference: `bank-${number}` });
          paid.set(key, sum);
        }
      }
      expect(paid.size).toBeGreaterThan(SIZE.partners / 4);
      expect(await ledger(PAYOUT)).toEqual(nonZero(new Map([...paid].map(([key, sum]) => [key, -sum]))));
    },
    LIMIT_MS,
  );

  it(
    'takes back what is refunded afterwards, also from what was paid',
    async () => {
      await tellByProcesses(retold(year.late), env, { processes: 1, killEvery: Infinity });
      const all = recompute(year, [...year.facts, ...year.late]);
      expect(await ledger(EARNED)).toEqual(nonZero(all.earned));
      expect(nonZero(all.earned)).not.toEqual(nonZero(before.earned));
      const balances = new Map([...all.earned].map(([key, sum]) => [key, sum - (paid.get(key) ?? 0n)]));
      expect(await ledger([...EARNED, ...PAYOUT])).toEqual(nonZero(balances));
      const shown = new Map<string, bigint>();
      for (const { id } of year.partners)
        for (const { currency, balance } of (await part(MyReferrals).earnings(id)).accounts)
          shown.set(`${id} ${currency}`, BigInt(balance.amountMinor));
      expect(nonZero(shown)).toEqual(nonZero(balances));
    },
    LIMIT_MS,
  );

  it(
    'is whole: the chain of the ledger, its sums and the rows that pages read, by the command',
    async () => {
      const verify = startProgram('backend/dist/cli.js', ['referrals:verify', '--json'], env);
      expect(await verify.ended).toBe(0);
      const facts = await test.rows('select count(*)::int as facts from referral_facts');
      expect(JSON.parse(verify.output())).toMatchObject({ ...facts[0], findings: [] });
    },
    LIMIT_MS,
  );

  it(
    'gives files whose totals are those of the database',
    async () => {
      const sums: Record<string, string> = {
        commissions: 'select currency, sum(target_minor) from referral_commissions group by 1',
        ledger: 'select currency, sum(amount_minor) from referral_ledger group by 1',
        payouts: 'select currency, sum(amount_minor) from referral_payouts group by 1',
        partner_year: `select currency, sum(amount_minor) from referral_payouts where state = 'paid' group by 1`,
        ap_bills: `select currency, sum(amount_minor) from referral_payouts where state = 'paid' group by 1`,
      };
      const columns = {
        commissions: 'commission_amount_minor',
        ledger: 'amount_minor',
        payouts: 'payout_amount_minor',
      };
      for (const [dataset, sql] of Object.entries(sums)) {
        const rows = await test.rows(sql);
        const wanted = rows.map(({ currency, sum }) => `${String(currency)}=${String(sum)}`).sort();
        const answer = await fetch(`${test.url}/admin/referral-export.csv?dataset=${dataset}`, {
          headers: asOwnerOf(test.tenant),
        });
        expect([dataset, ...String(answer.headers.get('x-export-totals')).split(' ')]).toEqual([
          dataset,
          ...wanted,
        ]);
        const [header = [], ...lines] = readCsv(await answer.text());
        expect([dataset, lines.length]).toEqual([dataset, Number(answer.headers.get('x-export-rows'))]);
        const column = (columns as Record<string, string>)[dataset];
        if (!column) continue;
        const found = new Map<string, bigint>();
        for (const line of lines) {
          const currency = line[header.indexOf('currency')] ?? '';
          found.set(currency, (found.get(currency) ?? 0n) + BigInt(line[header.indexOf(column)] ?? ''));
        }
        expect([...found].map(([currency, sum]) => `${currency}=${sum}`).sort()).toEqual(wanted);
      }
    },
    LIMIT_MS,
  );
});
