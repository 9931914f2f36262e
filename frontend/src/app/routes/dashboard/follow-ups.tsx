import type { FollowUpQuery } from '@orbisvoice/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { Segments } from '../../../components/ui/segments.js';
import { EmptyState, ErrorState } from '../../../components/ui/states.js';
import { followUpsQuery } from '../../../features/follow-ups/api/follow-ups.js';
import { FollowUpList } from '../../../features/follow-ups/components/follow-up-list.js';
import { useTitle } from '../../../lib/use-title.js';

const STATES = [
  ['open', 'Open'],
  ['done', 'Done'],
] as const;
const NOTHING = {
  open: {
    title: 'Nothing to look after',
    text: 'Calls that fail, break off or stay unanswered appear here.',
  },
  done: { title: 'Nothing done yet', text: 'What the team has looked after is kept here.' },
} as const;

export function Component() {
  useTitle('Follow-ups');
  const [state, setState] = useState<FollowUpQuery['state']>('open');
  const query = useInfiniteQuery(followUpsQuery(state));
  const items = query.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHeader title="Follow-ups" text="Calls that somebody should look at." />
      <div className="mb-4">
        <Segments label="Which follow-ups" options={STATES} value={state} onChange={setState} />
      </div>
      {query.isPending && <ListSkeleton label="Loading follow-ups" />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {items?.length === 0 && (
        <EmptyState icon={<ListChecks size={24} aria-hidden="true" />} {...NOTHING[state]} />
      )}
      {items && items.length > 0 && <FollowUpList items={items} />}
      {query.hasNextPage && (
        <div className="mt-4 grid justify-center">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Load more
          </Button>
        </div>
      )}
    </>
  );
}
