import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Link } from '../../../lib/router/link.js';
import { OrbMark } from '../../../components/brand/orb-mark.js';
import { Button, buttonClass } from '../../../components/ui/button.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { EmptyState, ErrorState } from '../../../components/ui/states.js';
import { paths } from '../../../config/paths.js';
import { activityQuery } from '../../../features/agents/api/get-activity.js';
import { agentsQuery } from '../../../features/agents/api/get-agents.js';
import { AgentList } from '../../../features/agents/components/agent-list.js';
import { useTitle } from '../../../lib/use-title.js';

/** Of use for a few days; the list below does not wait for it. */
const Checklist = lazy(async () => ({
  default: (await import('../../../features/onboarding/components/checklist.js')).Checklist,
}));

export function Component() {
  useTitle('Agents');
  const agents = useInfiniteQuery(agentsQuery());
  const activity = useQuery(activityQuery());
  const items = agents.data?.pages.flatMap((page) => page.items);
  const create = (
    <Link to={paths.newAgent} className={buttonClass('primary')}>
      <Plus size={16} aria-hidden="true" />
      New agent
    </Link>
  );
  return (
    <>
      <PageHeader title="Agents" text="Each one has a voice, a prompt and its own rules." actions={create} />
      <Suspense>
        <Checklist />
      </Suspense>
      {agents.isPending && <ListSkeleton label="Loading agents" />}
      {agents.isError && <ErrorState error={agents.error} onRetry={() => void agents.refetch()} />}
      {items?.length === 0 && (
        <EmptyState
          icon={<OrbMark size={36} />}
          title="Make your first agent"
          text="Say who it is and what it knows, choose a voice, and talk with it right here."
          action={create}
        />
      )}
      {items && items.length > 0 && <AgentList agents={items} activity={activity.data} />}
      {agents.hasNextPage && (
        <div className="mt-4 grid justify-center">
          <Button busy={agents.isFetchingNextPage} onClick={() => void agents.fetchNextPage()}>
            Load more
          </Button>
        </div>
      )}
    </>
  );
}
