import { useQuery } from '@tanstack/react-query';
import { Card } from '../../../components/ui/card.js';
import { ErrorState, Loading } from '../../../components/ui/states.js';
import { noticesQuery } from '../api/read-office.js';
import { ruleName } from '../lib/office-words.js';

/** Outside services under licences that ask for something, as the notice file has them. Nothing can be changed here. */
export function Notices() {
  const notices = useQuery(noticesQuery());
  return (
    <Card title="Licences of outside services" text="Read from the notice file of this installation.">
      {notices.isPending && (
        <Loading label="Loading notices">
          <div className="skeleton h-24" />
        </Loading>
      )}
      {notices.isError && <ErrorState error={notices.error} onRetry={() => void notices.refetch()} />}
      {notices.data?.services.map((service, index) => (
        <details key={index} className="text-sm">
          <summary className="cursor-pointer font-medium">
            {String(service.component)} · {String(service.licence_spdx)}
          </summary>
          <dl className="mt-3 grid gap-1.5">
            {Object.entries(service).map(([name, value]) => (
              <div key={name} className="grid gap-x-3 sm:grid-cols-[13rem_1fr]">
                <dt className="text-[13px] text-dim">{ruleName(name)}</dt>
                <dd className="min-w-0 break-words">{wordsOf(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </Card>
  );
}

function wordsOf(value: unknown): string {
  if (value === null || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(wordsOf).join(', ') || '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
