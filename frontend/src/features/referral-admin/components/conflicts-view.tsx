import type { AdminConflict } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { EmptyState, ErrorState } from '../../../components/ui/states.js';
import { conflictsQuery } from '../api/read-office.js';
import { useResolveConflict } from '../api/run-office.js';
import { differingParts } from '../lib/differing-parts.js';
import { OperationDialog, type Operation } from './operation-dialog.js';

/** Reports that came with the same key and another content. Nothing is paid from them until somebody says which is true. */
export function ConflictsView() {
  const conflicts = useQuery(conflictsQuery());
  const resolve = useResolveConflict();
  const [operation, setOperation] = useState<Operation>();
  return (
    <>
      {conflicts.isPending && <ListSkeleton label="Loading conflicts" rows={2} />}
      {conflicts.isError && <ErrorState error={conflicts.error} onRetry={() => void conflicts.refetch()} />}
      {conflicts.data?.items.length === 0 && (
        <EmptyState
          icon={<Scale size={24} aria-hidden="true" />}
          title="No report contradicts another"
          text="Where one thing is reported twice with different content, both are kept here and nothing is paid from either."
        />
      )}
      <div className="grid gap-4">
        {conflicts.data?.items.map((conflict) => (
          <Conflict
            key={conflict.id}
            conflict={conflict}
            onChoose={(digest, number) =>
              setOperation({
                title: `Report ${number} is true?`,
                text: 'Everything is counted anew as if only this one had come. The others stay on record.',
                confirm: 'Take it as true',
                run: ({ reason }) => resolve.mutateAsync({ id: conflict.id, digest, reason }),
              })
            }
          />
        ))}
      </div>
      <OperationDialog operation={operation} onClose={() => setOperation(undefined)} />
    </>
  );
}

interface ConflictProps {
  conflict: AdminConflict;
  onChoose: (digest: string, number: number) => void;
}

function Conflict({ conflict: { naturalKey, variants }, onChoose }: ConflictProps) {
  const differing = differingParts(variants.map(({ fact }) => fact));
  return (
    <Card title={naturalKey} text="What the reports say differently stands out.">
      <div className="grid gap-3 sm:grid-cols-2">
        {variants.map(({ digest, fact }, index) => (
          <div
            key={digest}
            className="grid content-between gap-3 rounded-control border border-line p-3 text-sm"
          >
            <dl className="grid gap-1">
              {Object.entries(fact).map(([name, value]) => (
                <div key={name} className="grid grid-cols-[7.5rem_1fr] gap-2">
                  <dt className="text-[13px] text-dim">{name}</dt>
                  <dd className="min-w-0 font-mono text-xs leading-5 break-all">
                    {differing.has(name) ? (
                      <mark className="bg-warn/25 text-ink">{wordsOf(value)}</mark>
                    ) : (
                      wordsOf(value)
                    )}
                  </dd>
                </div>
              ))}
            </dl>
            <Button onClick={() => onChoose(digest, index + 1)}>Report {index + 1} is true</Button>
          </div>
        ))}
      </div>
    </Card>
  );
}

const wordsOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
