import type { FactOf } from './fact.js';
import { minor, proportionOf, type Minor } from './money.js';

export type Deduction = FactOf<'payment.refunded' | 'credit_note.issued'>;
export type DisputeStep = FactOf<'dispute.opened' | 'dispute.won' | 'dispute.lost'>;

/** What became of the cash of one invoice. */
export interface InvoiceCash {
  /** Eligible cash without tax, as it was collected. */
  readonly grossMinor: Minor;
  /** What is left of it: the base of every commission. */
  readonly baseMinor: Minor;
  /** Of the collected sum, tax included; never more than that sum. */
  readonly returnedMinor: Minor;
  readonly disputeOpen: boolean;
  /** A deduction in another currency cannot be subtracted and is never converted. */
  readonly mixedCurrency: boolean;
}

/**
 * From cumulative figures, never step by step: a full refund in any number of pieces leaves exactly nothing, and a
 * lost dispute takes all, whatever was refunded before.
 */
export function cashOf(
  invoice: FactOf<'invoice.paid'>,
  deductions: readonly Deduction[],
  disputes: readonly DisputeStep[],
): InvoiceCash {
  const paid = Math.max(0, invoice.paidMinor);
  const gross = Math.max(0, Math.min(invoice.eligibleMinor, invoice.exTaxMinor, paid));
  const own = deductions.filter(({ currency }) => currency === invoice.currency);
  const deducted = own.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);
  const returned = has(disputes, 'dispute.lost') || deducted > BigInt(paid) ? paid : minor(deducted);
  return {
    grossMinor: gross,
    baseMinor: paid === 0 ? 0 : proportionOf(gross, paid - returned, paid),
    returnedMinor: returned,
    disputeOpen: disputes.some((step) => isOpen(step, disputes)),
    mixedCurrency: own.length < deductions.length,
  };
}

const has = (disputes: readonly DisputeStep[], type: DisputeStep['type']) =>
  disputes.some((step) => step.type === type);

const isOpen = (step: DisputeStep, all: readonly DisputeStep[]): boolean =>
  step.type === 'dispute.opened' &&
  !all.some(({ type, disputeId }) => type !== 'dispute.opened' && disputeId === step.disputeId);
