import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { errorsAtFields, minorOf } from './adjustment.mapping.js';

it.each([
  ['12.50', 'USD', 1_250],
  ['-12,5', 'EUR', -1_250],
  ['−3', 'KWD', -3_000],
  ['0.1', 'USD', 10],
  ['70.07', 'USD', 7_007],
  ['900', 'JPY', 900],
])('reads %s of %s as %d', (text, currency, minor) => expect(minorOf(text, currency)).toBe(minor));

it.each([
  ['1.5', 'JPY'],
  ['1.234', 'USD'],
  ['1,000.00', 'USD'],
  ['', 'USD'],
  ['12', 'not a currency'],
])('takes %j of %s for no amount', (text, currency) => expect(minorOf(text, currency)).toBeNaN());

it('reads back whatever it would have written', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (minor) => {
      const digits = String(Math.abs(minor)).padStart(3, '0');
      const text = `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
      expect(minorOf(text, 'USD')).toBe(minor === 0 ? 0 : minor);
    }),
  );
});

it('leads complaints about the amount to the field in which it was typed', () => {
  const said = (message: string) => ({ type: 'contract', message });
  const reason = said('This is needed.');
  const unread = { ...said(''), amountMinor: said('no number') };
  expect(errorsAtFields({ reason, amount: unread }, NaN)).toEqual({
    reason,
    amount: said('Enter an amount such as 12.50.'),
  });
  expect(errorsAtFields({ amount: said('must not be 0') }, 0)).toEqual({ amount: said('must not be 0') });
  const odd = { ...said(''), currency: said('no currency') };
  expect(errorsAtFields({ amount: odd }, 5).currency).toEqual(said('no currency'));
  expect(errorsAtFields({ reason }, 5)).toEqual({ reason });
});
