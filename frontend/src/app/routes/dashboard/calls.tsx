import { useInfiniteQuery } from '@tanstack/react-query';
import { PhoneCall } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { useChangeSearchParam, useSearchParams } from '../../../lib/router/hooks.js';
import { Button } from '../../../components/ui/button.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { EmptyState, ErrorState } from '../../../components/ui/states.js';
import { agentsQuery } from '../../../features/agents/api/get-agents.js';
import { callsQuery } from '../../../features/calls/api/get-calls.js';
import { CallFilters } from '../../../features/calls/components/call-filters.js';
import { CallList } from '../../../features/calls/components/call-list.js';
import { filterOf } from '../../../features/calls/lib/call-filter.mapping.js';
import { useTitle } from '../../../lib/use-title.js';

export function Component() {
  useTitle('Calls');
  const [search, setSearch] = useSearchParams();
  // Worked out once for an address, or "the last 7 days" would be another question at each drawing.
  const filter = useMemo(() => filterOf(search), [search]);
  const calls = useInfiniteQuery(callsQuery(filter));
  const agents = useInfiniteQuery(agentsQuery());
  const items = calls.data?.pages.flatMap((page) => page.items);
  const filtered = search.size > 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = calls;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const change = useChangeSearchParam();

  return (
    <>
      <PageHeader title="Calls" text="Everything that was said, newest first." />
      <CallFilters
        filter={filter}
        rating={search.get('rating') ?? ''}
        days={search.get('days') ?? ''}
        agents={agents.data?.pages.flatMap((page) => page.items) ?? []}
        onChange={change}
      />
      {calls.isPending && <ListSkeleton label="Loading calls" />}
      {calls.isError && <ErrorState error={calls.error} onRetry={() => void calls.refetch()} />}
      {items?.length === 0 && (
        <EmptyState
          icon={<PhoneCall size={24} aria-hidden="true" />}
          title={filtered ? 'No call matches' : 'No calls yet'}
          text={
            filtered
              ? 'Loosen a filter or search for another word.'
              : 'Try an agent, and its call appears here.'
          }
          action={filtered && <Button onClick={() => setSearch({}, { replace: true })}>Clear filters</Button>}
        />
      )}
      {items && items.length > 0 && <CallList calls={items} onNearEnd={more} />}
      {isFetchingNextPage && <ListSkeleton label="Loading older calls" rows={2} />}
    </>
  );
}
