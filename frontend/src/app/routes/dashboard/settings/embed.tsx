import type { Me } from '@orbisvoice/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { AudioLines } from 'lucide-react';
import { buttonClass } from '../../../../components/ui/button.js';
import { ListSkeleton } from '../../../../components/ui/list-skeleton.js';
import { MoreButton } from '../../../../components/ui/more-button.js';
import { PageHeader } from '../../../../components/ui/page-header.js';
import { EmptyState, ErrorState } from '../../../../components/ui/states.js';
import { paths } from '../../../../config/paths.js';
import { agentsQuery } from '../../../../features/agents/api/get-agents.js';
import { Embed } from '../../../../features/settings/components/embed.js';
import { itemsOf } from '../../../../lib/paged-query.js';
import { useSearchParams } from '../../../../lib/router/hooks.js';
import { Link } from '../../../../lib/router/link.js';
import { useOutletContext } from '../../../../lib/router/outlet.js';
import { useTitle } from '../../../../lib/use-title.js';

export function Component() {
  useTitle('Embed');
  const { role } = useOutletContext<Me>();
  const [search, setSearch] = useSearchParams();
  const agents = useInfiniteQuery(agentsQuery());
  const items = itemsOf(agents.data) ?? [];
  const chosen =
    items.find(({ id }) => id === search.get('agent')) ??
    items.find(({ publishedVersion }) => publishedVersion !== null) ??
    items[0];
  return (
    <>
      <PageHeader title="Embed" text="Put an agent on your website." />
      {agents.isPending && <ListSkeleton label="Loading agents" rows={3} />}
      {agents.isError && <ErrorState error={agents.error} onRetry={() => void agents.refetch()} />}
      {agents.data && !chosen && (
        <EmptyState
          icon={<AudioLines size={22} aria-hidden="true" />}
          title="No agent yet"
          text="Make an agent first; then it can be put on your site."
          action={
            <Link to={paths.newAgent} className={buttonClass('primary')}>
              New agent
            </Link>
          }
        />
      )}
      {chosen && (
        <Embed
          agents={items}
          agent={chosen}
          manages={role !== 'member'}
          onAgent={(agent) => setSearch({ agent }, { replace: true })}
        />
      )}
      <MoreButton list={agents}>Load more agents</MoreButton>
    </>
  );
}
