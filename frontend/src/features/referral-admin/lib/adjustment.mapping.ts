import type { AdjustCommission } from '@orbisvoice/contracts';
import type { FieldError, FieldErrors, Resolver, ResolverSuccess } from 'react-hook-form';
import { contractResolver } from '../../../lib/contract-resolver.js';

export interface AdjustmentValues {
  partnerId: string;
  /** As people write it: `12.50`. */
  amount: string;
  currency: string;
  reason: string;
}

/** Exact, digit by digit: `-12.5` of USD is -1250. NaN where it is no amount of this currency. */
export function minorOf(text: string, currency: string): number {
  const digits = digitsOf(currency);
  const [, sign, whole = '', part = ''] = /^([-−+]?)(\d+)(?:[.,](\d+))?$/.exec(text.trim()) ?? [];
  if (digits === undefined || whole === '' || part.length > digits) return NaN;
  const minor = Number(whole + part.padEnd(digits, '0'));
  return sign === '-' || sign === '−' ? -minor : minor;
}

function digitsOf(currency: string): number | undefined {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
      .maximumFractionDigits;
  } catch {
    return undefined; // No currency is written like this.
  }
}

type Errors = Record<string, FieldError | undefined>;

/** What the contract says of the minor units stands at the field into which the amount was typed. */
export function errorsAtFields({ amount, ...errors }: Errors, amountMinor: number): Errors {
  const about = amount as (FieldError & { amountMinor?: FieldError; currency?: FieldError }) | undefined;
  const message = Number.isNaN(amountMinor)
    ? 'Enter an amount such as 12.50.'
    : (about?.amountMinor?.message ?? about?.message);
  return {
    ...errors,
    ...(about?.currency && { currency: about.currency }),
    ...(message !== undefined && { amount: { type: 'contract', message } }),
  };
}

const resolve = contractResolver(({ AdjustCommission }) => AdjustCommission);

export const adjustmentResolver: Resolver<AdjustmentValues, unknown, AdjustCommission> = async (
  { partnerId, amount, currency, reason },
  context,
  options,
) => {
  const code = currency.trim().toUpperCase();
  const amountMinor = minorOf(amount, code);
  const wish = { partnerId, reason, amount: { amountMinor, currency: code } };
  const answer = await resolve(wish, context, options as never);
  if (Object.keys(answer.errors).length === 0) return answer as ResolverSuccess<AdjustCommission>;
  const errors = errorsAtFields(answer.errors as Errors, amountMinor) as FieldErrors<AdjustmentValues>;
  return { values: {}, errors };
};
