import { isFact, type Fact, type FactOf } from './fact.js';
import { cashOf, type InvoiceCash } from './invoice-cash.js';
import { ofInvoice } from './subjects.js';

export interface TeamInvoice {
  readonly invoice: FactOf<'invoice.paid'>;
  readonly cash: InvoiceCash;
}

/** What a team paid and what came back of it, newest first; out of facts that may be about others, too. */
export function invoicesOf(tenantId: string, facts: readonly Fact[]): TeamInvoice[] {
  const deductions = facts.filter(isFact('payment.refunded', 'credit_note.issued'));
  const disputes = facts.filter(isFact('dispute.opened', 'dispute.won', 'dispute.lost'));
  return facts
    .filter(isFact('invoice.paid'))
    .filter((invoice) => invoice.tenantId === tenantId)
    .sort((a, b) => b.at - a.at || (a.invoiceId < b.invoiceId ? -1 : 1))
    .map((invoice) => {
      const same = (one: { provider: string; invoiceId: string }) => ofInvoice(one) === ofInvoice(invoice);
      return { invoice, cash: cashOf(invoice, deductions.filter(same), disputes.filter(same)) };
    });
}
