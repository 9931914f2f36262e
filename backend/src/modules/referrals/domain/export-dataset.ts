import { day, decimal, instant, integer, percent, text, type Cell } from './csv.js';
import type { Currency, Minor } from './money.js';
import type { EntryKind } from './posting.js';

/** What the office may ask for beside ids: names and addresses of partners. Absent where nobody asked. */
export interface PersonOfRow {
  readonly name: string;
  readonly email: string;
}

/** A row as it comes from the database. Instants are `Date`, sums integers. */
export type ExportRow = Readonly<Record<string, unknown>> & {
  readonly partnerId: string;
  readonly currency: Currency;
  readonly amountMinor: Minor;
};

export interface Dataset {
  readonly columns: readonly string[];
  toCells(row: ExportRow, person: PersonOfRow | undefined, accounts: LedgerAccounts): Cell[];
}

/** Names or numbers of the bookkeeper's accounts. */
export interface LedgerAccounts {
  readonly expense: string;
  readonly payable: string;
  readonly transit: string;
}

const str = (value: unknown): Cell => text(value as string | null);
const at = (value: unknown): Cell => instant(value as Date | null);
const on = (value: unknown): Cell => day(value as Date | null);

const COMMISSIONS: Dataset = {
  columns:
    'commission_id,natural_key,program_key,partner_id,partner_name,partner_country,kind,referred_tenant_id,invoice_id,occurred_at,accounting_date,available_at,currency,base_amount,base_amount_minor,refunded_amount,rate_percent,commission_amount,commission_amount_minor,state,hold_reason,terms_version,payout_id,paid_at'.split(
      ',',
    ),
  toCells: (row, person) => [
    str(row.id),
    str(row.naturalKey),
    text('orbisvoice'),
    str(row.partnerId),
    text(person?.name),
    str(row.country),
    str(row.kind),
    str(row.tenantId),
    str(row.invoiceId),
    at(row.occurredAt),
    on(row.accountingDate),
    at(row.availableAt),
    str(row.currency),
    decimal(row.baseMinor as number, row.currency),
    integer(row.baseMinor as number),
    decimal(row.returnedMinor as number, row.currency),
    percent(row.rateBps as number | null),
    decimal(row.amountMinor, row.currency),
    integer(row.amountMinor),
    str(row.state),
    str(row.holdReason),
    integer(row.termsVersion as number),
    str(row.payoutId),
    at(row.paidAt),
  ],
};

const LEDGER: Dataset = {
  columns:
    'seq,posted_at,accounting_date,occurred_at,partner_id,partner_name,entry_kind,debit_account,credit_account,currency,amount,amount_minor,commission_id,payout_id,reason,actor,entry_hash'.split(
      ',',
    ),
  toCells: (row, person, accounts) => {
    const { debit, credit } = journalOf(row.kind as EntryKind, row.amountMinor, accounts);
    const source = String(row.source);
    const idAfter = (prefix: string) => (source.startsWith(prefix) ? source.slice(prefix.length) : null);
    return [
      integer(Number(row.seq)),
      at(row.postedAt),
      on(row.accountingDate),
      at(row.occurredAt),
      str(row.partnerId),
      text(person?.name),
      str(row.kind),
      text(debit),
      text(credit),
      str(row.currency),
      decimal(row.amountMinor, row.currency),
      integer(row.amountMinor),
      text(idAfter('commission:')),
      text(idAfter('payout:')),
      str(row.reason),
      str(row.actor),
      str(row.hash),
    ];
  },
};

/** Where a bookkeeper writes an entry. A reversal is the opposite of what it takes back. */
export function journalOf(
  kind: EntryKind,
  amountMinor: Minor,
  { expense, payable, transit }: LedgerAccounts,
): { debit: string; credit: string } {
  const [debit, credit] = kind.startsWith('payout') ? [transit, payable] : [expense, payable];
  return amountMinor > 0 ? { debit, credit } : { debit: credit, credit: debit };
}

const PAYOUTS: Dataset = {
  columns:
    'payout_id,partner_id,partner_legal_name,partner_email,partner_country,tax_form_status,period_start,period_end,currency,gross_amount,reversals_amount,adjustments_amount,payout_amount,payout_amount_minor,fx_rate,paid_currency,paid_amount,method,provider_reference,state,requested_at,approved_by,sent_at,paid_at,failure_code,entry_count'.split(
      ',',
    ),
  toCells: (row, person) => [
    str(row.id),
    str(row.partnerId),
    text(person?.name),
    text(person?.email),
    str(row.country),
    text('not_collected'),
    on(row.periodStart),
    on(row.periodEnd),
    str(row.currency),
    decimal(row.grossMinor as number, row.currency),
    decimal(row.reversalsMinor as number, row.currency),
    decimal(row.adjustmentsMinor as number, row.currency),
    decimal(row.amountMinor, row.currency),
    integer(row.amountMinor),
    null,
    row.paidAt === null ? null : str(row.currency),
    row.paidAt === null ? null : decimal(row.amountMinor, row.currency),
    str(row.method),
    str(row.reference),
    str(row.state),
    at(row.requestedAt),
    str(row.approvedBy),
    at(row.sentAt),
    at(row.paidAt),
    str(row.failureCode),
    integer(row.entryCount as number),
  ],
};

const PARTNER_YEAR: Dataset = {
  columns:
    'year,partner_id,partner_name,partner_email,partner_country,currency,paid_amount,paid_amount_minor,returned_amount,returned_amount_minor,net_amount,net_amount_minor,payout_count,tax_form_status'.split(
      ',',
    ),
  toCells: (row, person) => [
    integer(row.year as number),
    str(row.partnerId),
    text(person?.name),
    text(person?.email),
    str(row.country),
    str(row.currency),
    decimal(row.paidMinor as number, row.currency),
    integer(row.paidMinor as number),
    decimal(row.returnedMinor as number, row.currency),
    integer(row.returnedMinor as number),
    decimal(row.amountMinor, row.currency),
    integer(row.amountMinor),
    integer(row.payoutCount as number),
    text('not_collected'),
  ],
};

/** Shaped like the bill import of a common accounting program; a contact without a name goes by the partner's id. */
const AP_BILLS: Dataset = {
  columns:
    '*ContactName,EmailAddress,*InvoiceNumber,Reference,*InvoiceDate,*DueDate,Description,*Quantity,*UnitAmount,*AccountCode,*TaxType,Currency'.split(
      ',',
    ),
  toCells: (row, person, accounts) => [
    text(person?.name ?? row.partnerId),
    text(person?.email),
    str(row.id),
    str(row.reference),
    on(row.requestedAt),
    on(row.dueAt),
    text('Referral commission'),
    integer(1),
    decimal(row.amountMinor, row.currency),
    text(accounts.payable),
    text('NONE'),
    str(row.currency),
  ],
};

export const DATASETS = {
  commissions: COMMISSIONS,
  ledger: LEDGER,
  payouts: PAYOUTS,
  partner_year: PARTNER_YEAR,
  ap_bills: AP_BILLS,
} as const satisfies Record<string, Dataset>;
export type DatasetName = keyof typeof DATASETS;
