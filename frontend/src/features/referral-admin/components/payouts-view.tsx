import type { AdminPayout } from '@orbisvoice/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Banknote } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { Select } from '../../../components/ui/input.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { EmptyState, ErrorState } from '../../../components/ui/states.js';
import { formatDateTime, formatMoney } from '../../../lib/format.js';
import { Link } from '../../../lib/router/link.js';
import { officePayoutsQuery } from '../api/read-office.js';
import { usePayoutStep } from '../api/run-office.js';
import { PAYOUT_STATES } from '../lib/office-words.js';
import { payoutOperations } from '../lib/payout-operations.js';
import { LoadMore } from './load-more.js';
import { OperationDialog, type Operation } from './operation-dialog.js';
import { PayoutAddress } from './payout-address.js';

interface PayoutsViewProps {
  state: string;
  onState: (state: string) => void;
  /** The list of partners with one of them in it. */
  partnerPath: (id: string) => string;
}

const stateIn = (text: string): AdminPayout['state'] | undefined =>
  Object.keys(PAYOUT_STATES).find((state): state is AdminPayout['state'] => state === text);

export function PayoutsView({ state: asked, onState, partnerPath }: PayoutsViewProps) {
  const state = stateIn(asked);
  const payouts = useInfiniteQuery(officePayoutsQuery({ state }));
  const items = payouts.data?.pages.flatMap((page) => page.items);
  const step = usePayoutStep();
  const [operation, setOperation] = useState<Operation>();
  return (
    <>
      <div className="mb-4 max-w-52">
        <Select aria-label="State" value={state ?? ''} onChange={(event) => onState(event.target.value)}>
          <option value="">Every state</option>
          {Object.entries(PAYOUT_STATES).map(([value, { name }]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </Select>
      </div>
      {payouts.isPending && <ListSkeleton label="Loading payouts" />}
      {payouts.isError && <ErrorState error={payouts.error} onRetry={() => void payouts.refetch()} />}
      {items?.length === 0 && (
        <EmptyState
          icon={<Banknote size={24} aria-hidden="true" />}
          title="No payout here"
          text="Partners ask for them when enough of what they earned is ready. Money is sent by hand, and its number kept."
        />
      )}
      {items && items.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line" aria-label="Payouts">
          {items.map((payout) => (
            <li key={payout.id} className="grid gap-3 px-4 py-3 text-sm">
              <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
                <span className="min-w-0 basis-full sm:flex-1 sm:basis-0">
                  <span className="font-medium tabular-nums">{formatMoney(payout.amount)}</span>
                  <span className="block text-[13px] text-dim">
                    Asked for {formatDateTime(payout.requestedAt)} by{' '}
                    <Link to={partnerPath(payout.partnerId)} className="underline underline-offset-2">
                      this partner
                    </Link>
                    {payout.reference && (
                      <>
                        {' '}
                        · <code className="font-mono text-xs">{payout.reference}</code>
                      </>
                    )}
                  </span>
                </span>
                <Badge tone={PAYOUT_STATES[payout.state].tone}>{PAYOUT_STATES[payout.state].name}</Badge>
                <span className="flex flex-wrap gap-2">
                  {payoutOperations(payout, step.mutateAsync).map((one) => (
                    <Button
                      key={one.confirm}
                      look={one.danger ? 'secondary' : 'primary'}
                      aria-label={`${one.confirm}: ${formatMoney(payout.amount)}`}
                      onClick={() => setOperation(one)}
                    >
                      {one.confirm}
                    </Button>
                  ))}
                </span>
              </div>
              {payout.state === 'approved' && <PayoutAddress payoutId={payout.id} />}
            </li>
          ))}
        </ul>
      )}
      <LoadMore list={payouts} />
      <OperationDialog operation={operation} onClose={() => setOperation(undefined)} />
    </>
  );
}
