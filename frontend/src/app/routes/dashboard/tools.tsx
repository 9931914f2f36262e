import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus, Wrench } from 'lucide-react';
import { Button, buttonClass } from '../../../components/ui/button.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { EmptyState, ErrorState } from '../../../components/ui/states.js';
import { paths } from '../../../config/paths.js';
import { toolsQuery } from '../../../features/tools/api/tools.js';
import { ToolList } from '../../../features/tools/components/tool-list.js';
import { Link } from '../../../lib/router/link.js';
import { useTitle } from '../../../lib/use-title.js';
import { useToolUsers } from './use-tool-users.js';

export function Component() {
  useTitle('Tools');
  const tools = useInfiniteQuery(toolsQuery());
  const usersOf = useToolUsers();
  const items = tools.data?.pages.flatMap((page) => page.items);
  const create = (
    <Link to={paths.newTool} className={buttonClass('primary')}>
      <Plus size={16} aria-hidden="true" />
      New tool
    </Link>
  );
  return (
    <>
      <PageHeader title="Tools" text="What your agents can do besides talking." actions={create} />
      {tools.isPending && <ListSkeleton label="Loading tools" />}
      {tools.isError && <ErrorState error={tools.error} onRetry={() => void tools.refetch()} />}
      {items?.length === 0 && (
        <EmptyState
          icon={<Wrench size={24} aria-hidden="true" />}
          title="Let an agent do something"
          text="Look up an order on your server, book a meeting, hand over to a person."
          action={create}
        />
      )}
      {items && items.length > 0 && <ToolList tools={items} usersOf={usersOf} />}
      {tools.hasNextPage && (
        <div className="mt-4 grid justify-center">
          <Button busy={tools.isFetchingNextPage} onClick={() => void tools.fetchNextPage()}>
            Load more
          </Button>
        </div>
      )}
    </>
  );
}
