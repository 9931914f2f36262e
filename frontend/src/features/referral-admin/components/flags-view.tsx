import type { AdminFlag } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { EmptyState, ErrorState } from '../../../components/ui/states.js';
import { formatDateTime } from '../../../lib/format.js';
import { Link } from '../../../lib/router/link.js';
import { flagsQuery } from '../api/read-office.js';
import { useDecideFlag } from '../api/run-office.js';
import { FLAG_STATES, ruleName } from '../lib/office-words.js';
import { OperationDialog, type Operation } from './operation-dialog.js';

/** What looked wrong, with what it was seen by. Money waits; a person decides. */
export function FlagsView({ partnerPath }: { partnerPath: (id: string) => string }) {
  const flags = useQuery(flagsQuery());
  const decide = useDecideFlag();
  const [operation, setOperation] = useState<Operation>();
  const ask = (id: string, verdict: 'confirmed' | 'dismissed'): void =>
    setOperation({
      title: verdict === 'confirmed' ? 'Confirm this flag?' : 'Dismiss this flag?',
      text:
        verdict === 'confirmed'
          ? 'What it holds is not paid out, for good.'
          : 'What it holds may be paid out, as soon as nothing else holds it.',
      confirm: verdict === 'confirmed' ? 'Confirm' : 'Dismiss',
      danger: verdict === 'confirmed',
      run: ({ reason }) => decide.mutateAsync({ id, verdict, reason }),
    });
  return (
    <>
      {flags.isPending && <ListSkeleton label="Loading flags" rows={3} />}
      {flags.isError && <ErrorState error={flags.error} onRetry={() => void flags.refetch()} />}
      {flags.data?.items.length === 0 && (
        <EmptyState
          icon={<ShieldCheck size={24} aria-hidden="true" />}
          title="Nothing is flagged"
          text="Rules and people raise flags. What one concerns waits until somebody decides, 30 days at most."
        />
      )}
      <ul className="grid gap-3" aria-label="Flags">
        {flags.data?.items.map((flag) => (
          <li key={flag.id} className="rounded-card border border-line p-4 text-sm">
            <div className="flex flex-wrap items-start justify-between gap-3">
              <div>
                <p className="font-medium">{ruleName(flag.rule)}</p>
                <p className="text-[13px] text-dim">
                  {formatDateTime(flag.raisedAt)} ·{' '}
                  {flag.tenantId === null ? 'All that is earned by' : 'One team of'}{' '}
                  <Link to={partnerPath(flag.partnerId)} className="underline underline-offset-2">
                    this partner
                  </Link>
                </p>
              </div>
              <span className="flex gap-1.5">
                <Badge tone={flag.severity === 'high' ? 'bad' : 'neutral'}>{ruleName(flag.severity)}</Badge>
                <Badge tone={FLAG_STATES[flag.state].tone}>{FLAG_STATES[flag.state].name}</Badge>
              </span>
            </div>
            <Evidence flag={flag} />
            {flag.state === 'open' && (
              <div className="mt-3 flex gap-2">
                <Button onClick={() => ask(flag.id, 'dismissed')}>Dismiss</Button>
                <Button onClick={() => ask(flag.id, 'confirmed')}>Confirm</Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <OperationDialog operation={operation} onClose={() => setOperation(undefined)} />
    </>
  );
}

const Evidence = ({ flag: { evidence, tenantId } }: { flag: AdminFlag }) => (
  <dl className="mt-3 grid gap-1.5 rounded-control bg-mist p-3">
    {Object.entries({ ...evidence, ...(tenantId !== null && { team: tenantId }) }).map(([name, value]) => (
      <div key={name} className="grid gap-x-3 sm:grid-cols-[10rem_1fr]">
        <dt className="text-dim">{ruleName(name)}</dt>
        <dd className="min-w-0 break-words">{String(value)}</dd>
      </div>
    ))}
  </dl>
);
