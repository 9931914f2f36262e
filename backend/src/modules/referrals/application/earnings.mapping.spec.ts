import { expect, it } from '@jest/globals';
import { DAY, idOf, START, termsOf } from '../../../../test/support/referral-world.js';
import type { Account } from '../domain/account.js';
import type { Commission } from '../domain/commission.js';
import { toEarningsAccount } from './earnings.mapping.js';

const sale = (number: number, baseMinor: number, returnedMinor: number, targetMinor: number): Commission => ({
  id: idOf('operation', number),
  naturalKey: `invoice.paid:acme:in_${number}`,
  partnerId: idOf('partner', 2),
  tenantId: idOf('tenant', 4),
  kind: 'sale',
  currency: 'USD',
  baseMinor,
  returnedMinor,
  rateBps: 2_000,
  targetMinor,
  pendingMinor: 0,
  occurredAt: START,
  availableAt: START + 30 * DAY,
  termsVersion: 1,
  holds: [],
});
const account = (commissions: Commission[]): Account => ({
  partnerId: idOf('partner', 2),
  currency: 'USD',
  commissions,
  adjustments: [],
  payouts: [],
  holds: [],
});

it('says what customers took back, also where nothing of a sale is left for a line', () => {
  const shown = toEarningsAccount(
    account([sale(1, 5_000, 4_900, 1_000), sale(2, 0, 9_900, 0)]),
    termsOf(),
    START + 31 * DAY,
  );
  const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
  expect(shown).toMatchObject({ returned: usd(14_800), lifetime: usd(1_000), available: usd(1_000) });
  expect(shown.lines).toMatchObject([{ kind: 'sale', count: 1, base: usd(5_000), amount: usd(1_000) }]);
});
