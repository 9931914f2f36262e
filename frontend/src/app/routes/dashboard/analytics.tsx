import type { Analytics } from '@orbisvoice/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ChartColumn } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useChangeSearchParam, useSearchParams } from '../../../lib/router/hooks.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { EmptyState, ErrorState } from '../../../components/ui/states.js';
import { agentsQuery } from '../../../features/agents/api/get-agents.js';
import { analyticsQuery } from '../../../features/analytics/api/get-analytics.js';
import { AnalyticsFilters } from '../../../features/analytics/components/analytics-filters.js';
import { CostCard, Funnel, TopAgents } from '../../../features/analytics/components/breakdowns.js';
import { ChartCard } from '../../../features/analytics/components/chart-card.js';
import { StatCards } from '../../../features/analytics/components/stat-cards.js';
import { formatCount, formatMs, pointName } from '../../../features/analytics/lib/figures.js';
import { daysUntilToday, ownTimeZone, rangeOf, zoneIn } from '../../../features/analytics/lib/ranges.js';
import { uuidIn } from '../../../lib/uuid.js';
import { useTitle } from '../../../lib/use-title.js';

const charts = () => import('../../../features/analytics/components/charts.js');
const VolumeChart = lazy(async () => ({ default: (await charts()).VolumeChart }));
const LatencyChart = lazy(async () => ({ default: (await charts()).LatencyChart }));

export function Component() {
  useTitle('Analytics');
  const [search] = useSearchParams();
  const range = rangeOf(search.get('range'));
  const timeZone = zoneIn(search.get('timeZone')) ?? ownTimeZone();
  const agentId = uuidIn(search.get('agentId'));
  const question = { ...daysUntilToday(range.days, timeZone), timeZone, agentId };
  const analytics = useQuery(analyticsQuery(question));
  const agents = useInfiniteQuery(agentsQuery());

  const change = useChangeSearchParam();

  return (
    <>
      <PageHeader title="Analytics" text="How your agents do, counted as calls end." />
      <AnalyticsFilters
        range={range.id}
        question={question}
        agents={agents.data?.pages.flatMap((page) => page.items) ?? []}
        onChange={change}
      />
      {analytics.isPending && <ListSkeleton label="Loading analytics" />}
      {analytics.isError && <ErrorState error={analytics.error} onRetry={() => void analytics.refetch()} />}
      {analytics.data && <Figures analytics={analytics.data} />}
    </>
  );
}

function Figures({ analytics }: { analytics: Analytics }) {
  const { series, totals, funnel, topAgents } = analytics;
  if (funnel.every(({ calls }) => calls === 0))
    return (
      <EmptyState
        icon={<ChartColumn size={24} aria-hidden="true" />}
        title="No calls in this range"
        text="Numbers appear here a moment after a call has ended. Choose a longer range, or try an agent."
      />
    );
  const name = (from: string) => pointName(from, analytics);
  return (
    <div className="grid gap-5">
      <StatCards analytics={analytics} />
      <div className="grid gap-5 lg:grid-cols-2">
        <ChartCard
          title="Calls"
          text="Fine, recovered and failed."
          table={{
            head: ['When', 'Calls', 'Silent failures', 'Failed'],
            rows: series.map((point) => [
              name(point.from),
              ...[point.calls, point.silentFailures, point.errors].map(formatCount),
            ]),
          }}
        >
          <Suspense>
            <VolumeChart analytics={analytics} />
          </Suspense>
        </ChartCard>
        <ChartCard
          title="Latency"
          text="End of the visitor’s speech to the agent’s first sound, within 2 %."
          table={{
            head: ['When', 'Median', 'p95'],
            rows: series.map((point) => [
              name(point.from),
              formatMs(point.voiceToVoiceP50Ms),
              formatMs(point.voiceToVoiceP95Ms),
            ]),
          }}
        >
          <Suspense>
            <LatencyChart analytics={analytics} />
          </Suspense>
        </ChartCard>
      </div>
      <div className="grid items-start gap-5 lg:grid-cols-3">
        <Funnel funnel={funnel} />
        <CostCard {...totals} />
        <TopAgents topAgents={topAgents} />
      </div>
    </div>
  );
}
