import { digestOf } from '../../src/modules/referrals/domain/digest.js';
import type { Fact, FactOf } from '../../src/modules/referrals/domain/fact.js';
import { naturalKey } from '../../src/modules/referrals/domain/natural-key.js';
import { DAY, idOf, START } from './referral-world.js';

export const signup: FactOf<'user.signup'> = {
  type: 'user.signup',
  at: START,
  userId: idOf('user', 4),
  tenantId: idOf('tenant', 4),
  emailKey: 'user-4',
  typedCode: 'code2',
  paramCode: null,
  touches: [],
};
/** The team of one of the customers who are partners themselves. */
export const team = (number: number, typedCode: string, at = START - number * DAY) => ({
  ...signup,
  at,
  userId: idOf('user', number),
  tenantId: idOf('tenant', number),
  emailKey: `user-${number}`,
  typedCode,
});
/** Another team of the same partner. */
export const neighbour = {
  ...signup,
  userId: idOf('user', 3),
  tenantId: idOf('tenant', 3),
  emailKey: 'user-3',
};
export const invoice = (number: number, paidMinor = 12_000, at = START + DAY): FactOf<'invoice.paid'> => ({
  type: 'invoice.paid',
  at,
  tenantId: idOf('tenant', 4),
  provider: 'stripe',
  invoiceId: `in_${number}`,
  currency: 'EUR',
  paidMinor,
  exTaxMinor: 10_000,
  eligibleMinor: 10_000,
});
export const refund = (number: number, amountMinor: number, id = number): Fact => ({
  type: 'payment.refunded',
  at: START + 2 * DAY,
  provider: 'stripe',
  refundId: `re_${id}`,
  invoiceId: `in_${number}`,
  currency: 'EUR',
  amountMinor,
});

export const choiceOf = (right: Fact, number: number): Fact => ({
  type: 'conflict.resolved',
  at: START + 3 * DAY,
  operationId: idOf('operation', number),
  actorId: idOf('user', 99),
  reason: 'the bank said so',
  naturalKey: naturalKey(right),
  digest: digestOf(right),
});
/** One operation, whoever it moves. */
export const moved = (tenant: number, partnerId: string | null): Fact => ({
  type: 'attribution.override',
  at: START + DAY,
  operationId: idOf('operation', 1),
  actorId: idOf('user', 99),
  reason: 'looked into it',
  tenantId: idOf('tenant', tenant),
  partnerId,
});
