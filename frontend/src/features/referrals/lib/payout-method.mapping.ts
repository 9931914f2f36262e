import type { PayoutMethodDetails } from '@orbisvoice/contracts';

/** All kinds side by side, so that changing one's mind loses nothing. */
export type PayoutMethodValues = { kind: PayoutMethodDetails['kind'] } & Record<
  'holder' | 'iban' | 'email' | 'accountNumber' | 'bankCode' | 'country',
  string
>;

export const PAYOUT_FIELDS = {
  iban: ['holder', 'iban'],
  paypal: ['email'],
  bank: ['holder', 'accountNumber', 'bankCode', 'country'],
} as const;

/** What is sent: the chosen kind with its own fields, as they were typed. The contract checks them. */
export const toPayoutDetails = (values: PayoutMethodValues): PayoutMethodDetails =>
  Object.fromEntries(
    ['kind' as const, ...PAYOUT_FIELDS[values.kind]].map((name) => [name, values[name]]),
  ) as PayoutMethodDetails;
