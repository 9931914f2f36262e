import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readCsv } from '../../../test/support/csv-reader.js';
import { asOwnerOf } from '../../../test/support/identity-double.js';
import { makePayable } from '../../../test/support/payable-partner.js';
import { createReferralTest, type ReferralTest } from '../../../test/support/referral-test.js';
import { DAY, idOf } from '../../../test/support/referral-world.js';
import type { Fact } from './domain/fact.js';
import { unguarded } from './domain/csv.js';

const PARTNER = idOf('partner', 2);
const long = Date.now() - 60 * DAY;
let test: ReferralTest;
beforeAll(async () => {
  test = await createReferralTest();
  await test.fresh();
});
afterAll(() => test.close());

const signup = (number: number): Fact => ({
  type: 'user.signup',
  at: long,
  tenantId: idOf('tenant', number),
  userId: idOf('user', number),
  emailKey: null,
  typedCode: 'code2',
  paramCode: null,
  touches: [],
});
const invoice = (number: number, currency: string, paidMinor: number): Fact => ({
  type: 'invoice.paid',
  at: long + number,
  tenantId: idOf('tenant', 10 + (number % 2)),
  provider: 'acme',
  invoiceId: `=in,"${number}"`,
  currency,
  paidMinor,
  exTaxMinor: paidMinor,
  eligibleMinor: paidMinor,
});
const refund = (number: number, currency: string, amountMinor: number): Fact => ({
  type: 'payment.refunded',
  at: long + DAY,
  provider: 'acme',
  invoiceId: `=in,"${number}"`,
  refundId: `re_${number}`,
  currency,
  amountMinor,
});

async function download(query: string) {
  const answer = await fetch(`${test.url}/admin/referral-export.csv?${query}`, {
    headers: asOwnerOf(test.tenant),
  });
  const file = await answer.text();
  return { answer, file, rows: readCsv(file.replace(/^\uFEFF/, '')) };
}
const totalsOf = (rows: readonly string[][], column: string, of = 'currency') => {
  const [header = [], ...body] = rows;
  const [amount, currency] = [header.indexOf(column), header.indexOf(of)];
  const sums: Record<string, number> = {};
  for (const row of body) sums[row[currency]!] = (sums[row[currency]!] ?? 0) + Number(row[amount]);
  return sums;
};
const asHeader = (sums: Record<string, number>) =>
  Object.keys(sums)
    .sort()
    .map((currency) => `${currency}=${sums[currency]}`)
    .join(' ');

describe('files for accounting', () => {
  it('invariant 28: sum to what the database sums to, and say so beforehand', async () => {
    await test.takeAll([
      ...[10, 11].map(signup),
      ...[1, 2, 3].map((number) => invoice(number, 'USD', 100_000 * number)),
      invoice(4, 'JPY', 77_777),
      invoice(5, 'KWD', 12_345),
      refund(2, 'USD', 33_333),
    ]);
    await makePayable(test.app, PARTNER);
    for (const [dataset, column, sql] of [
      [
        'ledger',
        'amount_minor',
        'select currency, sum(amount_minor)::int as sum from referral_ledger group by 1',
      ],
      [
        'commissions',
        'commission_amount_minor',
        'select currency, sum(target_minor)::int as sum from referral_commissions group by 1',
      ],
    ] as const) {
      const { answer, file, rows } = await download(`dataset=${dataset}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
      const bySql = Object.fromEntries((await test.rows(sql)).map(({ currency, sum }) => [currency, sum]));
      expect(totalsOf(rows, column)).toEqual(bySql);
      expect(answer.headers.get('x-export-totals')).toBe(asHeader(bySql as Record<string, number>));
      expect(answer.headers.get('x-export-rows')).toBe(String(rows.length - 1));
      expect(answer.headers.get('x-export-sha256')).toBe(createHash('sha256').update(file).digest('hex'));
      expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
    }
    const { rows } = await download('dataset=commissions');
    const [header = [], ...body] = rows;
    const ids = body.map((row) => unguarded(row[header.indexOf('invoice_id')]!));
    expect(ids).toContain('=in,"1"');
    expect(body.every((row) => !row[header.indexOf('invoice_id')]!.startsWith('='))).toBe(true);
  });

  it('list payouts, years and bills, with names only where asked for, and each look is noted', async () => {
    const { rows } = await download('dataset=payouts&people=1&bom=1');
    expect(rows).toHaveLength(1);
    for (const dataset of ['partner_year', 'ap_bills'])
      expect((await download(`dataset=${dataset}`)).answer.status).toBe(200);
    expect((await download('dataset=ledger&from=2001-01-01&to=2001-12-31')).rows).toHaveLength(1);
    expect(
      (
        await fetch(`${test.url}/admin/referral-export.csv?dataset=secrets`, {
          headers: asOwnerOf(test.tenant),
        })
      ).status,
    ).toBe(400);
    const noted = await test.rows(
      `select action, target_id from audit_log where target_type = 'referral_export' order by at`,
    );
    expect(noted).toContainEqual({ action: 'referral_export.read_with_names', target_id: 'payouts ..' });
    expect(noted.filter(({ action }) => action === 'referral_export.read').length).toBeGreaterThan(4);
  });
});
