import { z } from 'zod';
import { Uuid } from './common.js';

const reference = z.string().min(1).max(200);
const currency = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code in capitals');
const minor = z.int();
const invoice = { invoiceId: reference };

const message = <T extends string, S extends z.ZodRawShape>(type: T, data: S) =>
  z.object({
    type: z.literal(type),
    /** When it happened. The same for every repetition. */
    timestamp: z.iso.datetime({ offset: true }),
    data: z.object(data),
  });

const BILLING = [
  message('subscription.created', { tenantId: Uuid, subscriptionId: reference, plan: reference }),
  message('invoice.paid', {
    tenantId: Uuid,
    ...invoice,
    currency,
    /** Cash that arrived, tax included. */
    paidMinor: minor,
    /** The invoice without its tax. */
    exTaxMinor: minor,
    /** The part that commission is paid of; absent: all of it. */
    eligibleMinor: minor.optional(),
  }),
  /** Of one refund, however many an invoice has. */
  message('payment.refunded', { ...invoice, refundId: reference, currency, amountMinor: minor.min(0) }),
  /** Credits that are not paid out as a refund. */
  message('credit_note.issued', { ...invoice, creditNoteId: reference, currency, amountMinor: minor.min(0) }),
  message('dispute.opened', { ...invoice, disputeId: reference }),
  message('dispute.won', { ...invoice, disputeId: reference }),
  message('dispute.lost', { ...invoice, disputeId: reference }),
] as const;

/** What `POST /webhooks/billing/:source` takes, signed as Standard Webhooks say. */
export const BillingMessage = z.discriminatedUnion('type', BILLING).meta({ id: 'BillingMessage' });
export type BillingMessage = z.infer<typeof BillingMessage>;

/** What `POST /webhooks/referrals/:source` takes: also sign-ups and activations, from a system that has them. */
export const ReferralMessage = z
  .discriminatedUnion('type', [
    ...BILLING,
    message('user.signup', {
      tenantId: Uuid,
      userId: Uuid,
      referralCode: z.string().min(1).max(64).nullable(),
    }),
    message('user.activated', { tenantId: Uuid, userId: Uuid, callId: Uuid }),
  ])
  .meta({ id: 'ReferralMessage' });
export type ReferralMessage = z.infer<typeof ReferralMessage>;

const step = {
  payoutId: Uuid,
  reference: reference.nullable().default(null),
  note: z.string().max(2_000).nullable().default(null),
};

/** What `POST /webhooks/payouts/:source` takes. A request reserves and never sends. */
export const PayoutMessage = z
  .discriminatedUnion('type', [
    message('payout.requested', { partnerId: Uuid, currency }),
    message('payout.sent', step),
    message('payout.paid', step),
    message('payout.failed', step),
    message('payout.returned', step),
  ])
  .meta({ id: 'PayoutMessage' });
export type PayoutMessage = z.infer<typeof PayoutMessage>;

/** What became of a message. `ignored` and `conflict` are kept too; a sender need not repeat any of these. */
export const MessageReceipt = z
  .object({ outcome: z.enum(['accepted', 'known', 'conflict', 'ignored']), reason: z.string().nullable() })
  .meta({ id: 'MessageReceipt' });
export type MessageReceipt = z.infer<typeof MessageReceipt>;
