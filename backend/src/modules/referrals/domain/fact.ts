import { z } from 'zod';

const id = z.uuid();
/** Instants are milliseconds since 1970, so that equal facts have equal bytes whoever wrote them. */
const instant = z.int().min(0).max(8_640_000_000_000_000);
const words = z.string().min(1).max(2_000);
const name = z.string().min(1).max(200);
const currency = z.string().regex(/^[A-Z]{3}$/);
const amount = z.int();
const code = z.string().min(1).max(64).nullable();

/** Whoever operated, and why in their own words: money never moves by hand without both. */
const byHand = { operationId: id, actorId: id, reason: words };
const ofTenant = { tenantId: id };
/** Payment providers number per account, so an invoice is known by provider and number. */
const ofInvoice = { provider: name, invoiceId: name };

const Touch = z.object({ linkId: id, clickId: id.nullable(), at: instant });
export type Touch = z.infer<typeof Touch>;

const fact = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), at: instant, ...shape });

const Signup = fact('user.signup', {
  ...ofTenant,
  userId: id,
  /** A keyed digest of the normalised address: enough to recognise a person, useless to find one. */
  emailKey: z.string().max(100).nullable(),
  typedCode: code,
  /** Carried by the address of the page through one visit, where the visitor allowed no cookie. */
  paramCode: code,
  touches: z.array(Touch).max(5),
});
const Activated = fact('user.activated', { ...ofTenant, userId: id, callId: id });
const Subscription = fact('subscription.created', {
  ...ofTenant,
  provider: name,
  subscriptionId: name,
  plan: name,
});
const InvoicePaid = fact('invoice.paid', {
  ...ofTenant,
  ...ofInvoice,
  currency,
  /** Cash that arrived, tax included. */
  paidMinor: amount,
  /** The invoice without its tax. */
  exTaxMinor: amount,
  /** The part of it that the programme pays for. */
  eligibleMinor: amount,
});
const Refunded = fact('payment.refunded', {
  ...ofInvoice,
  refundId: name,
  currency,
  amountMinor: amount.min(0),
});
/** Only credits that are not paid out as a refund; otherwise the same money would be deducted twice. */
const CreditNote = fact('credit_note.issued', {
  ...ofInvoice,
  creditNoteId: name,
  currency,
  amountMinor: amount.min(0),
});
const dispute = <T extends string>(type: T) => fact(type, { ...ofInvoice, disputeId: name });
const Override = fact('attribution.override', { ...ofTenant, ...byHand, partnerId: id.nullable() });
const Adjusted = fact('commission.adjusted', {
  ...byHand,
  partnerId: id,
  currency,
  amountMinor: amount.refine((value) => value !== 0, 'must not be 0'),
});
const Reserved = fact('payout.reserved', {
  payoutId: id,
  partnerId: id,
  currency,
  amountMinor: amount.min(1),
  /** What is paid out of which source; sources that are owed to us come in with a minus. */
  items: z.array(z.object({ source: name, amountMinor: amount })).min(1),
  actorId: id,
});
const payoutStep = <T extends string>(type: T) =>
  fact(type, {
    payoutId: id,
    reference: name.nullable(),
    note: z.string().max(2_000).nullable(),
    actorId: id.nullable(),
  });
const FlagRaised = fact('flag.raised', {
  flagId: id,
  partnerId: id,
  /** Null: everything that the partner earned waits. */
  tenantId: id.nullable(),
  rule: name,
  evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
const FlagDecided = fact('flag.decided', {
  ...byHand,
  flagId: id,
  verdict: z.enum(['confirmed', 'dismissed']),
});
const Resolved = fact('conflict.resolved', { ...byHand, naturalKey: name, digest: z.string().length(64) });

/** Everything that the programme knows about the world. All else (who earned what, who is owed what) follows from facts. */
export const Fact = z
  .discriminatedUnion('type', [
    Signup,
    Activated,
    Subscription,
    InvoicePaid,
    Refunded,
    CreditNote,
    dispute('dispute.opened'),
    dispute('dispute.won'),
    dispute('dispute.lost'),
    Override,
    Adjusted,
    Reserved,
    payoutStep('payout.approved'),
    payoutStep('payout.sent'),
    payoutStep('payout.paid'),
    payoutStep('payout.failed'),
    payoutStep('payout.cancelled'),
    payoutStep('payout.returned'),
    FlagRaised,
    FlagDecided,
    Resolved,
  ])
  .refine(
    (one) =>
      one.type !== 'payout.reserved' ||
      one.items.reduce((sum, item) => sum + item.amountMinor, 0) === one.amountMinor,
    'the items of a payout must sum to its amount',
  );
export type Fact = z.infer<typeof Fact>;
export type FactType = Fact['type'];
export type FactOf<T extends FactType> = Extract<Fact, { type: T }>;

export const isFact = <T extends FactType>(...types: T[]) => {
  const wanted: ReadonlySet<string> = new Set(types);
  return (one: Fact): one is FactOf<T> => wanted.has(one.type);
};
