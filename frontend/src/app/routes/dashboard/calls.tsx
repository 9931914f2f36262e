import { CallStatus, Uuid } from '@orbisvoice/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { PhoneCall } from 'lucide-react';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { Button } from '../../../components/ui/button.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { EmptyState, ErrorState } from '../../../components/ui/states.js';
import { agentsQuery } from '../../../features/agents/api/get-agents.js';
import { callsQuery, type CallFilter } from '../../../features/calls/api/get-calls.js';
import { CallFilters } from '../../../features/calls/components/call-filters.js';
import { CallList } from '../../../features/calls/components/call-list.js';
import { useTitle } from '../../../lib/use-title.js';

/** Filters live in the address, so that a view can be bookmarked. What no API would accept is left out. */
const filterOf = (search: URLSearchParams): CallFilter => ({
  agentId: Uuid.safeParse(search.get('agentId')).data,
  status: CallStatus.safeParse(search.get('status')).data,
  q: search.get('q')?.slice(0, 200) || undefined,
});

export function Component() {
  useTitle('Calls');
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const calls = useInfiniteQuery(callsQuery(filter));
  const agents = useInfiniteQuery(agentsQuery());
  const items = calls.data?.pages.flatMap((page) => page.items);
  const filtered = Object.values(filter).some(Boolean);

  const change = useCallback(
    (name: keyof CallFilter, value: string): void =>
      setSearch(
        (before) => {
          if (value) before.set(name, value);
          else before.delete(name);
          return before;
        },
        { replace: true },
      ),
    [setSearch],
  );

  return (
    <>
      <PageHeader title="Calls" text="Everything that was said, newest first." />
      <CallFilters
        filter={filter}
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
      {items && items.length > 0 && <CallList calls={items} />}
      {calls.hasNextPage && (
        <div className="mt-4 grid justify-center">
          <Button busy={calls.isFetchingNextPage} onClick={() => void calls.fetchNextPage()}>
            Load more
          </Button>
        </div>
      )}
    </>
  );
}
