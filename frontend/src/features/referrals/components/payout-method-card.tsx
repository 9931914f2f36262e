import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { ErrorState, Loading } from '../../../components/ui/states.js';
import { formatDate } from '../../../lib/format.js';
import { toast } from '../../../lib/toast.js';
import { payoutMethodQuery } from '../api/get-referrals.js';
import { usePartnerSide } from '../lib/partner-side.js';

const PayoutMethodForm = lazy(async () => ({
  default: (await import('./payout-method-form.js')).PayoutMethodForm,
}));

const KINDS = { iban: 'Bank account (IBAN)', paypal: 'PayPal', bank: 'Bank account' } as const;

/** Where the money goes. What was typed is sealed and never comes back; a hint tells its owner which one it is. */
export function PayoutMethodCard() {
  const query = useQuery(payoutMethodQuery(usePartnerSide()));
  const [changing, setChanging] = useState(false);
  const method = query.data?.method;
  const done = (): void => {
    setChanging(false);
    toast('Look into your mail: the method counts once you have confirmed it.');
  };
  return (
    <Card
      title="Payout method"
      text="Sealed as soon as it is saved. When you change it, nothing is paid to the new one for seven days."
      actions={query.data && <Button onClick={() => setChanging(true)}>{method ? 'Change' : 'Add'}</Button>}
    >
      {query.isPending && <ListSkeleton label="Loading the payout method" rows={1} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && !method && (
        <p className="text-sm text-dim">None yet. Without one nothing can be paid.</p>
      )}
      {method && (
        <div className="flex items-center justify-between gap-4 text-sm">
          <span className="min-w-0">
            <span className="block font-medium">{KINDS[method.kind]}</span>
            <span className="block truncate text-[13px] text-dim">
              {method.hint} · since {formatDate(method.createdAt)}
            </span>
          </span>
          {method.confirmed ? (
            <Badge tone="good">Confirmed</Badge>
          ) : (
            <Badge tone="warn">Confirm by mail</Badge>
          )}
        </div>
      )}
      <Dialog open={changing} onClose={() => setChanging(false)} title="Where should we pay you?">
        <Suspense
          fallback={
            <Loading label="Loading the form">
              <div className="skeleton h-48" />
            </Loading>
          }
        >
          <PayoutMethodForm onDone={done} onCancel={() => setChanging(false)} />
        </Suspense>
      </Dialog>
    </Card>
  );
}
