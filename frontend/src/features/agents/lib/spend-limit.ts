import type { Agent } from '@orbisvoice/contracts';

type SpendLimit = Agent['dailySpendLimit'];

export const dollarsOf = (limit: SpendLimit): string =>
  limit === null || !Number.isFinite(limit.amountMinor)
    ? ''
    : (limit.amountMinor / 100).toFixed(2).replace(/\.00$/, '');

/** What was typed as an amount; the contract refuses the ones that are none (NaN). */
export function spendLimitOf(typed: string): SpendLimit {
  const text = typed
    .trim()
    .replace(',', '.')
    .replace(/^\$\s*/, '');
  if (text === '') return null;
  const amountMinor = /^\d{1,9}(\.\d{0,2})?$/.test(text) ? Math.round(Number(text) * 100) : NaN;
  return { amountMinor, currency: 'USD' };
}
