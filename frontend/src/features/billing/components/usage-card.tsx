import type { AnalyticsFigures } from '@orbisvoice/contracts';
import { useQueries } from '@tanstack/react-query';
import { Card } from '../../../components/ui/card.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { ErrorState } from '../../../components/ui/states.js';
import { usageQuery } from '../api/get-billing.js';
import { monthBack } from '../lib/months.js';

const whole = new Intl.NumberFormat('en');
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const MINUTE_MS = 60_000;

const ROWS: readonly { name: string; of: (totals: AnalyticsFigures) => string }[] = [
  { name: 'Calls', of: ({ calls }) => whole.format(calls) },
  { name: 'Minutes', of: ({ totalDurationMs }) => tenths.format(totalDurationMs / MINUTE_MS) },
  { name: 'Cost of the model', of: ({ cost }) => costWords(cost) },
];

function costWords({ currency, amountNanos, unpricedCalls }: AnalyticsFigures['cost']): string {
  const cost = new Intl.NumberFormat('en', { style: 'currency', currency }).format(amountNanos / 1e9);
  return unpricedCalls > 0 ? `${cost} and ${whole.format(unpricedCalls)} calls without a price` : cost;
}

/** This month beside the last one, from the same figures as the analytics. */
export function UsageCard() {
  const months = [monthBack(0), monthBack(1)];
  const answers = useQueries({ queries: months.map(usageQuery) });
  const failed = answers.find(({ isError }) => isError);
  const used = answers.flatMap(({ data }) => (data ? [data.totals] : []));
  return (
    <Card title="Usage" text="Calendar months in UTC, by the day a call was asked for.">
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : used.length < months.length ? (
        <ListSkeleton label="Loading usage" rows={2} />
      ) : (
        <table className="w-full text-sm">
          <thead className="text-left text-[13px] text-dim">
            <tr className="border-b border-line">
              <th className="py-2 pr-3 font-medium">
                <span className="sr-only">What</span>
              </th>
              {months.map(({ name }) => (
                <th key={name} scope="col" className="py-2 pl-3 text-right font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {ROWS.map(({ name, of }) => (
              <tr key={name}>
                <th scope="row" className="py-2.5 pr-3 text-left font-normal">
                  {name}
                </th>
                {used.map((totals, index) => (
                  <td key={months[index]?.from} className="py-2.5 pl-3 text-right tabular-nums">
                    {of(totals)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
