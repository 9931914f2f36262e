import type { AdminMirror } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { ErrorState, Loading } from '../../../components/ui/states.js';
import { formatDateTime } from '../../../lib/format.js';
import { mirrorQuery } from '../api/read-office.js';
import { useSettleDelivery } from '../api/run-office.js';
import { ruleName } from '../lib/office-words.js';
import { Notices } from './notices.js';
import { OperationDialog, type Operation } from './operation-dialog.js';

/** How the other referral system does that is told of what happens here. It never changes a balance. */
export function MirrorView() {
  const mirror = useQuery(mirrorQuery());
  if (mirror.isPending)
    return (
      <Loading label="Asking the mirror">
        <div className="skeleton h-40" />
      </Loading>
    );
  if (!mirror.data) return <ErrorState error={mirror.error} onRetry={() => void mirror.refetch()} />;
  return (
    <div className="grid gap-5">
      <Health mirror={mirror.data} />
      {mirror.data.parked.length > 0 && <Parked parked={mirror.data.parked} />}
      <Notices />
    </div>
  );
}

function Health({
  mirror: { mirror, words, reachable, capabilities, warnings, deliveries },
}: {
  mirror: AdminMirror;
}) {
  const counts = Object.entries(deliveries);
  return (
    <Card
      title={`Mirror: ${mirror}`}
      text="A copy of what happens here in another system, for whoever wants one. The books are ours alone."
      actions={
        mirror === 'none' ? (
          <Badge>Off</Badge>
        ) : (
          <Badge tone={reachable ? 'good' : 'bad'}>{reachable ? 'Reachable' : 'Not reachable'}</Badge>
        )
      }
    >
      <p className="text-sm leading-relaxed">{words}</p>
      {warnings.length > 0 && (
        <ul className="mt-3 grid gap-2" aria-label="Warnings">
          {warnings.map((warning) => (
            <li key={warning} className="flex gap-2 text-sm">
              <CircleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-warn" />
              {warning}
            </li>
          ))}
        </ul>
      )}
      {(capabilities.length > 0 || counts.length > 0) && (
        <dl className="mt-4 flex flex-wrap gap-x-8 gap-y-2 border-t border-line pt-4 text-sm">
          {capabilities.length > 0 && (
            <div>
              <dt className="text-xs text-dim">Takes</dt>
              <dd>{capabilities.map(ruleName).join(', ')}</dd>
            </div>
          )}
          {counts.map(([state, count]) => (
            <div key={state}>
              <dt className="text-xs text-dim">{ruleName(state)}</dt>
              <dd className="tabular-nums">{count.toLocaleString('en')}</dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}

function Parked({ parked }: Pick<AdminMirror, 'parked'>) {
  const settle = useSettleDelivery();
  const [operation, setOperation] = useState<Operation>();
  const ask = (naturalKey: string, verdict: 'arrived' | 'send_again'): void =>
    setOperation({
      title: verdict === 'arrived' ? 'It arrived?' : 'Send it once more?',
      text:
        verdict === 'arrived'
          ? 'Look at the other system first. This copy counts as delivered then.'
          : 'Only if you have seen that it did not arrive: the other system counts a second copy twice.',
      confirm: verdict === 'arrived' ? 'It arrived' : 'Send again',
      danger: verdict === 'send_again',
      run: ({ reason }) => settle.mutateAsync({ naturalKey, verdict, reason }),
    });
  return (
    <Card title="In doubt" text="Nobody knows whether these copies arrived, so none is sent again by itself.">
      <ul className="divide-y divide-line" aria-label="Copies in doubt">
        {parked.map(({ naturalKey, state, lastStatus, updatedAt }) => (
          <li key={naturalKey} className="flex flex-wrap items-center gap-3 py-3 text-sm">
            <span className="min-w-48 flex-1">
              <code className="block font-mono text-xs break-all">{naturalKey}</code>
              <span className="text-[13px] text-dim">
                {ruleName(state)}
                {lastStatus && `, ${lastStatus}`} · {formatDateTime(updatedAt)}
              </span>
            </span>
            <Button onClick={() => ask(naturalKey, 'arrived')}>It arrived</Button>
            <Button onClick={() => ask(naturalKey, 'send_again')}>Send again</Button>
          </li>
        ))}
      </ul>
      <OperationDialog operation={operation} onClose={() => setOperation(undefined)} />
    </Card>
  );
}
