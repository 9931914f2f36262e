import type { PaidInvoice } from '@orbisvoice/contracts';
import type { TeamInvoice } from '../domain/team-invoices.js';

export const toPaidInvoice = ({ invoice, cash }: TeamInvoice): PaidInvoice => {
  const { invoiceId: id, at, currency, paidMinor } = invoice;
  return {
    id,
    paidAt: new Date(at).toISOString(),
    paid: { amountMinor: paidMinor, currency },
    returned: { amountMinor: cash.returnedMinor, currency },
  };
};
