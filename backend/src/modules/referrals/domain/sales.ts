import { commissionId, type Commission, type Hold } from './commission.js';
import type { FactOf } from './fact.js';
import type { InvoiceCash } from './invoice-cash.js';
import { shareOf, type Currency, type Minor } from './money.js';
import { addMonths } from './months.js';
import { naturalKey } from './natural-key.js';
import { termsAt, type Terms } from './terms.js';

export interface PaidInvoice {
  readonly invoice: FactOf<'invoice.paid'>;
  readonly cash: InvoiceCash;
  readonly holds: readonly Hold[];
}

/**
 * Commissions on what a referred team paid, in the order in which it paid. Months, counts and caps are used up by what
 * was collected and not by what is left: a refund frees no room, so that more refund never raises any commission.
 */
export function salesOf(
  partnerId: string,
  invoices: readonly PaidInvoice[],
  versions: readonly Terms[],
): Commission[] {
  const counting = invoices.filter(({ cash }) => cash.grossMinor > 0).sort(byPayment);
  const first = counting[0];
  if (!first) return [];
  const used = new Map<Currency, Minor>();
  return counting.flatMap(({ invoice, cash, holds }, index) => {
    const terms = termsAt(versions, invoice.at);
    if (terms.saleMonths !== null && invoice.at >= addMonths(first.invoice.at, terms.saleMonths)) return [];
    if (terms.saleInvoices !== null && index >= terms.saleInvoices) return [];
    const full = earned(terms, invoice.currency, cash.grossMinor);
    if (full === undefined) return [];
    const before = used.get(invoice.currency) ?? 0;
    const room = Math.max(0, (terms.capPerReferralMinor ?? Number.MAX_SAFE_INTEGER) - before);
    used.set(invoice.currency, Math.min(before + full, Number.MAX_SAFE_INTEGER));
    const target = Math.min(earned(terms, invoice.currency, cash.baseMinor) ?? 0, room);
    return [toCommission(partnerId, { invoice, cash, holds }, terms, target)];
  });
}

const byPayment = (a: PaidInvoice, b: PaidInvoice): number =>
  a.invoice.at - b.invoice.at || (naturalKey(a.invoice) < naturalKey(b.invoice) ? -1 : 1);

/** Undefined where these terms pay nothing for such a sale. */
function earned({ sale, currency }: Terms, paidIn: Currency, cash: Minor): Minor | undefined {
  if (sale.kind === 'percent') return shareOf(cash, sale.rateBps);
  if (sale.kind === 'flat' && currency === paidIn) return cash > 0 ? sale.amountMinor : 0;
  return undefined;
}

function toCommission(
  partnerId: string,
  { invoice, cash, holds }: PaidInvoice,
  terms: Terms,
  targetMinor: Minor,
): Commission {
  const key = naturalKey(invoice);
  return {
    id: commissionId('sale', key, partnerId),
    naturalKey: key,
    partnerId,
    tenantId: invoice.tenantId,
    kind: 'sale',
    currency: invoice.currency,
    baseMinor: cash.baseMinor,
    returnedMinor: cash.returnedMinor,
    rateBps: terms.sale.kind === 'percent' ? terms.sale.rateBps : null,
    targetMinor,
    pendingMinor: 0,
    occurredAt: invoice.at,
    availableAt: invoice.at + terms.holdMs,
    termsVersion: terms.version,
    holds,
  };
}
