import { z } from 'zod';
import type { Fact } from './fact.js';

/** The source whose messages come in Stripe's own form. */
export const STRIPE = 'stripe';
/** Metadata of a subscription or an invoice that says which team it is of. */
export const TENANT_METADATA = 'orbis_tenant_id';

const text = z.string().min(1).max(200);
const seconds = z.int().min(0);
/** Stripe gives the id, or, where the account asks for it, the whole object. */
const ref = z.union([text, z.object({ id: text }).transform(({ id }) => id)]).nullish();
const metadata = z.record(z.string(), z.unknown()).nullish();
const ofSubscription = z.object({ metadata }).nullish();
const payment = z.object({ payment_intent: ref, charge: ref }).nullish();

export const StripeEvent = z.object({
  id: text,
  type: text,
  created: seconds,
  data: z.object({ object: z.unknown() }),
});
export type StripeEvent = z.infer<typeof StripeEvent>;

const Invoice = z.object({
  id: text,
  currency: text,
  amount_paid: z.int(),
  total: z.int(),
  total_excluding_tax: z.int().nullish(),
  tax: z.int().nullish(),
  status_transitions: z.object({ paid_at: seconds.nullish() }).nullish(),
  metadata,
  subscription_details: ofSubscription,
  parent: z.object({ subscription_details: ofSubscription }).nullish(),
  payment_intent: ref,
  charge: ref,
  payments: z.object({ data: z.array(z.object({ payment })) }).nullish(),
});
const InvoicePayment = z.object({ invoice: ref, payment });
const Refund = z.object({
  id: text,
  amount: z.int().min(0),
  currency: text,
  status: z.string().nullish(),
  created: seconds,
  payment_intent: ref,
  charge: ref,
});
const Dispute = z.object({ id: text, status: text, created: seconds, payment_intent: ref, charge: ref });
const CreditNote = z.object({
  id: text,
  invoice: ref,
  currency: text,
  amount: z.int().min(0),
  post_payment_amount: z.int().nullish(),
  refunds: z.array(z.object({ amount_refunded: z.int() })).nullish(),
  created: seconds,
});
const Subscription = z.object({
  id: text,
  created: seconds,
  metadata,
  items: z.object({ data: z.array(z.object({ price: z.object({ id: text }) })) }),
});

/** A fact whose invoice Stripe does not name: it names the payment, which an invoice is known by. */
export type FactOfPayment = { [T in Fact as T['type']]: Omit<T, 'invoiceId'> }[
  'payment.refunded' | 'dispute.opened' | 'dispute.won' | 'dispute.lost'];

export interface StripeReading {
  readonly facts?: readonly Fact[];
  /** These payments paid this invoice. */
  readonly invoiceOf?: { readonly invoiceId: string; readonly payments: readonly string[] };
  readonly byPayment?: { readonly payments: readonly string[]; readonly fact: FactOfPayment };
  readonly ignored?: string;
}

/** What an event of Stripe says in terms of facts. @throws ZodError where an event that matters has not Stripe's form. */
export function readStripeEvent({ type, created, data: { object } }: StripeEvent): StripeReading {
  switch (type) {
    case 'invoice.paid':
      return ofInvoice(Invoice.parse(object), created);
    case 'invoice_payment.paid': {
      const { invoice, payment } = InvoicePayment.parse(object);
      return invoice
        ? { invoiceOf: { invoiceId: invoice, payments: paymentsOf(payment) } }
        : { ignored: 'no_invoice' };
    }
    // Refunds are told by several events as they proceed; the money went back when they say so.
    case 'refund.created':
    case 'refund.updated':
    case 'charge.refund.updated':
      return ofRefund(Refund.parse(object));
    case 'charge.dispute.created':
    case 'charge.dispute.closed':
      return ofDispute(Dispute.parse(object), type, created);
    case 'credit_note.created':
      return ofCreditNote(CreditNote.parse(object));
    case 'customer.subscription.created':
      return ofSubscriptionStart(Subscription.parse(object));
    default:
      return { ignored: 'type' };
  }
}

function ofInvoice(invoice: z.infer<typeof Invoice>, created: number): StripeReading {
  const tenantId = tenantOf(
    invoice.metadata,
    invoice.parent?.subscription_details?.metadata,
    invoice.subscription_details?.metadata,
  );
  if (!tenantId) return { ignored: 'no_tenant' };
  const exTaxMinor = invoice.total_excluding_tax ?? invoice.total - (invoice.tax ?? 0);
  const payments = [invoice, ...(invoice.payments?.data.map(({ payment }) => payment) ?? [])].flatMap(
    paymentsOf,
  );
  return {
    facts: [
      {
        type: 'invoice.paid',
        at: (invoice.status_transitions?.paid_at ?? created) * 1_000,
        tenantId,
        provider: STRIPE,
        invoiceId: invoice.id,
        currency: invoice.currency.toUpperCase(),
        paidMinor: invoice.amount_paid,
        exTaxMinor,
        eligibleMinor: exTaxMinor,
      },
    ],
    ...(payments.length > 0 && { invoiceOf: { invoiceId: invoice.id, payments } }),
  };
}

function ofRefund(refund: z.infer<typeof Refund>): StripeReading {
  if (refund.status !== 'succeeded') return { ignored: 'not_refunded_yet' };
  const { id: refundId, amount: amountMinor, currency, created } = refund;
  const money = { currency: currency.toUpperCase(), amountMinor };
  const fact = {
    type: 'payment.refunded' as const,
    at: created * 1_000,
    provider: STRIPE,
    refundId,
    ...money,
  };
  return { byPayment: { payments: paymentsOf(refund), fact } };
}

function ofDispute(dispute: z.infer<typeof Dispute>, type: string, created: number): StripeReading {
  const common = { provider: STRIPE, disputeId: dispute.id };
  const payments = paymentsOf(dispute);
  if (type === 'charge.dispute.created')
    return {
      byPayment: { payments, fact: { type: 'dispute.opened', at: dispute.created * 1_000, ...common } },
    };
  // A warning that was closed never became a dispute; for us it is one that was won.
  const state = dispute.status === 'lost' ? 'dispute.lost' : 'dispute.won';
  return { byPayment: { payments, fact: { type: state, at: created * 1_000, ...common } } };
}

/** Only what was neither refunded nor taken off before payment: the other parts are told by refund and invoice. */
function ofCreditNote(note: z.infer<typeof CreditNote>): StripeReading {
  if (!note.invoice) return { ignored: 'no_invoice' };
  const refunded = note.refunds?.reduce((sum, { amount_refunded }) => sum + amount_refunded, 0) ?? 0;
  const amountMinor = (note.post_payment_amount ?? note.amount) - refunded;
  if (amountMinor <= 0) return { ignored: 'refunded_or_before_payment' };
  const ids = { provider: STRIPE, invoiceId: note.invoice, creditNoteId: note.id };
  const currency = note.currency.toUpperCase();
  return { facts: [{ type: 'credit_note.issued', at: note.created * 1_000, ...ids, currency, amountMinor }] };
}

function ofSubscriptionStart({ id, created, metadata, items }: z.infer<typeof Subscription>): StripeReading {
  const tenantId = tenantOf(metadata);
  const plan = items.data[0]?.price.id;
  if (!tenantId || !plan) return { ignored: 'no_tenant' };
  const at = created * 1_000;
  return {
    facts: [{ type: 'subscription.created', at, tenantId, provider: STRIPE, subscriptionId: id, plan }],
  };
}

function tenantOf(...places: (Record<string, unknown> | null | undefined)[]): string | undefined {
  const named = places.map((place) => z.uuid().safeParse(place?.[TENANT_METADATA]).data);
  return named.find((id) => id !== undefined)?.toLowerCase();
}

const paymentsOf = (paid: z.infer<typeof payment>): string[] =>
  [paid?.payment_intent, paid?.charge].flatMap((id) => id ?? []);
