import type { Billing as BillingFacts } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { Card } from '../../../components/ui/card.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { ErrorState } from '../../../components/ui/states.js';
import { formatDate, formatMoney } from '../../../lib/format.js';
import { billingQuery } from '../api/get-billing.js';
import { UsageCard } from './usage-card.js';

/** Read-only: what is agreed and paid is decided in the billing system, which reports it. */
export function Billing() {
  const billing = useQuery(billingQuery());
  return (
    <div className="grid gap-6">
      {billing.isPending && <ListSkeleton label="Loading the plan" rows={2} />}
      {billing.isError && <ErrorState error={billing.error} onRetry={() => void billing.refetch()} />}
      {billing.data && <PlanCard {...billing.data} />}
      <UsageCard />
      {billing.data && <InvoicesCard {...billing.data} />}
    </div>
  );
}

function PlanCard({ subscription, limits }: BillingFacts) {
  const facts = [
    {
      name: 'Plan',
      value: subscription?.plan ?? 'None on record',
      note: subscription
        ? `since ${formatDate(subscription.since)}`
        : 'The billing system has reported no subscription.',
    },
    {
      name: 'Calls at once',
      value: String(limits.concurrentCalls),
      note: 'Further callers are asked to try again.',
    },
    {
      name: 'Requests a minute',
      value: String(limits.requestsPerMinutePerKey),
      note: 'For each API key; change it under Team.',
    },
  ];
  return (
    <Card title="Plan">
      <dl className="grid gap-4 sm:grid-cols-3">
        {facts.map(({ name, value, note }) => (
          <div key={name} className="min-w-0">
            <dt className="text-[13px] text-dim">{name}</dt>
            <dd className="mt-0.5 text-lg font-semibold tracking-tight break-words tabular-nums">{value}</dd>
            <dd className="mt-0.5 text-xs leading-relaxed text-dim">{note}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function InvoicesCard({ invoices }: BillingFacts) {
  return (
    <Card title="Paid invoices" text="As the billing system reported them, tax included.">
      {invoices.length === 0 ? (
        <p className="text-sm text-dim">None so far.</p>
      ) : (
        <ul aria-label="Paid invoices" className="-my-2.5 divide-y divide-line">
          {invoices.map(({ id, paidAt, paid, returned }) => (
            <li key={id} className="flex items-baseline gap-3 py-2.5 text-sm">
              <span className="min-w-0 flex-1">
                <span className="block">{formatDate(paidAt)}</span>
                <span className="block truncate font-mono text-xs text-dim">{id}</span>
              </span>
              <span className="text-right tabular-nums">
                {formatMoney(paid)}
                {returned.amountMinor > 0 && (
                  <span className="block text-xs text-dim">{formatMoney(returned)} came back</span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
