import type { ReferralAnalytics } from '@orbisvoice/contracts';
import { useQuery } from '@tanstack/react-query';
import { ChartColumn } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Card } from '../../../components/ui/card.js';
import { Select } from '../../../components/ui/input.js';
import { EmptyState, ErrorState, Loading } from '../../../components/ui/states.js';
import { formatDateTime } from '../../../lib/format.js';
import { cohortsQuery } from '../api/read-office.js';
import { currenciesOf } from '../lib/cohort-figures.js';
import { CohortTable } from './cohort-table.js';

const CohortChart = lazy(async () => ({ default: (await import('./cohort-chart.js')).CohortChart }));

/** How referred teams fare, by the week of their sign-up. */
export function CohortsView() {
  const query = useQuery(cohortsQuery());
  if (query.isPending)
    return (
      <Loading label="Loading cohorts">
        <div className="skeleton h-72" />
      </Loading>
    );
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.cohorts.length === 0)
    return (
      <EmptyState
        icon={<ChartColumn size={24} aria-hidden="true" />}
        title="No team was referred yet"
        text="Weeks appear here as soon as the first team signs up by somebody’s link."
      />
    );
  return <Cohorts analytics={query.data} />;
}

function Cohorts({ analytics }: { analytics: ReferralAnalytics }) {
  const currencies = currenciesOf(analytics);
  const [chosen, setChosen] = useState(currencies[0]);
  return (
    <div className="grid gap-5">
      <Card
        title="Signed up, activated, paying"
        text={`By week of sign-up, from Monday, UTC. As of ${formatDateTime(analytics.asOf)}.`}
        actions={
          currencies.length > 1 && (
            <Select
              aria-label="Currency of the revenue"
              className="max-w-28"
              value={chosen}
              onChange={(event) => setChosen(event.target.value)}
            >
              {currencies.map((currency) => (
                <option key={currency}>{currency}</option>
              ))}
            </Select>
          )
        }
      >
        <div className="h-72">
          <Suspense fallback={<div className="skeleton h-72" />}>
            <CohortChart cohorts={analytics.cohorts} currency={chosen} />
          </Suspense>
        </div>
      </Card>
      <CohortTable cohorts={analytics.cohorts} />
    </div>
  );
}
