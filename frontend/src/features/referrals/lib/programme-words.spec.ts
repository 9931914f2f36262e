import { expect, it } from '@jest/globals';
import { formatMoney } from '../../../lib/format.js';
import { rewardWords } from '@orbisvoice/contracts/words';
import { FIRST_TERMS } from '../../../site/lib/programme.js';
import { isOpenPayout, lineWords } from './programme-words.js';

const money = (amountMinor: number, currency = 'USD') => ({ amountMinor, currency });
const line = { count: 3, unit: null, rateBps: null, base: null, amount: money(3_000) };

it('writes each line of the formula with its own factors', () => {
  expect(lineWords({ ...line, kind: 'signup', unit: money(1_000) })).toEqual({
    name: 'Sign-up rewards',
    sum: '3 × $10.00',
  });
  expect(lineWords({ ...line, kind: 'sale', count: 1, rateBps: 1_250, base: money(50_000) }).sum).toBe(
    '12.5 % of $500.00 from 1 invoice',
  );
  expect(lineWords({ ...line, kind: 'adjustment' }).sum).toBe('3 entries');
});

it('writes money with the digits of its currency', () => {
  expect([money(-1_250), money(1_250, 'JPY'), money(1_250, 'KWD')].map(formatMoney)).toEqual([
    '-$12.50',
    '¥1,250',
    'KWD\u00a01.250',
  ]);
});

it('says what is earned by the terms, and nothing that they do not give', () => {
  expect(rewardWords(FIRST_TERMS)).toEqual([
    '$10.00 for each team that signs up and completes its first real call',
    '20 % of what it pays us, for 12 months',
  ]);
  const other = {
    ...FIRST_TERMS,
    signupReward: money(0),
    activationBonus: money(500),
    saleRateBps: null,
    saleFlat: money(200),
    saleMonths: null,
    saleInvoices: 1,
  };
  expect(rewardWords(other)).toEqual([
    '$5.00 more with its first real call',
    '$2.00 for each invoice that it pays, for its first invoice',
  ]);
});

it('knows which payouts keep another one from beginning', () => {
  const states = ['reserved', 'approved', 'sent', 'paid', 'failed', 'cancelled', 'returned'] as const;
  expect(states.filter((state) => isOpenPayout({ state }))).toEqual(['reserved', 'approved', 'sent']);
});
