import type { EarningsAccount, Money } from '@orbisvoice/contracts';
import { viewOf, type Account } from '../domain/account.js';
import { linesOf } from '../domain/earnings.js';
import { minor } from '../domain/money.js';
import { minimumPayoutOf, type Terms } from '../domain/terms.js';

export function toEarningsAccount(account: Account, terms: Terms, asOf: number): EarningsAccount {
  const { currency } = account;
  const view = viewOf(account, asOf);
  const money = (amountMinor: number): Money => ({ amountMinor, currency });
  const moneyOrNull = (amountMinor: number | null) => (amountMinor === null ? null : money(amountMinor));
  return {
    currency,
    lifetime: money(view.earnedMinor),
    pending: money(view.pendingMinor),
    held: money(view.heldMinor),
    available: money(view.availableMinor),
    inPayout: money(view.reservedMinor + view.inTransitMinor),
    paid: money(view.paidMinor),
    balance: money(view.balanceMinor),
    returned: money(minor(account.commissions.reduce((sum, one) => sum + one.returnedMinor, 0))),
    minimumPayout: money(minimumPayoutOf(terms, currency)),
    lines: linesOf(account).map(({ kind, count, unitMinor, rateBps, baseMinor, amountMinor }) => ({
      kind,
      count,
      unit: moneyOrNull(unitMinor),
      rateBps,
      base: moneyOrNull(baseMinor),
      amount: money(amountMinor),
    })),
  };
}
