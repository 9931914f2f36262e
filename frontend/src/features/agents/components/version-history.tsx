import type { Agent, AgentVersionSummary } from '@orbisvoice/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { EmptyState, ErrorState } from '../../../components/ui/states.js';
import { cx } from '../../../lib/cx.js';
import { formatAgo, formatDateTime } from '../../../lib/format.js';
import { versionsQuery } from '../api/versions.js';

interface VersionHistoryProps {
  agent: Agent;
  chosen: number | undefined;
  onChoose: (number: number) => void;
}

/** What visitors got since when, newest first. */
export function VersionHistory({ agent, chosen, onChoose }: VersionHistoryProps) {
  const versions = useInfiniteQuery(versionsQuery(agent.id));
  const items = versions.data?.pages.flatMap((page) => page.items);
  if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  if (!items) return <ListSkeleton label="Loading versions" rows={4} />;
  if (items.length === 0)
    return (
      <EmptyState
        title="Never published"
        text="Each publication is kept here, and can be brought back with one click."
      />
    );
  return (
    <div className="grid gap-3">
      <ol className="divide-y divide-line overflow-hidden rounded-card border border-line">
        {items.map((version) => (
          <li key={version.number}>
            <VersionRow
              version={version}
              chosen={version.number === chosen}
              onChoose={() => onChoose(version.number)}
            />
          </li>
        ))}
      </ol>
      {versions.hasNextPage && (
        <Button busy={versions.isFetchingNextPage} onClick={() => void versions.fetchNextPage()}>
          Earlier versions
        </Button>
      )}
    </div>
  );
}

interface VersionRowProps {
  version: AgentVersionSummary;
  chosen: boolean;
  onChoose: () => void;
}

function VersionRow({ version, chosen, onChoose }: VersionRowProps) {
  const { number, note, restoredFrom, publishedAt, publishedBy, live } = version;
  return (
    <button
      type="button"
      aria-current={chosen || undefined}
      onClick={onChoose}
      className={cx(
        'grid w-full gap-1 px-4 py-3 text-left -outline-offset-2',
        chosen ? 'bg-mist' : 'hover:bg-mist/60',
      )}
    >
      <span className="flex items-center gap-2">
        <span className="text-sm font-medium tabular-nums">Version {number}</span>
        {live && <Badge tone="good">Live</Badge>}
        <time dateTime={publishedAt} title={formatDateTime(publishedAt)} className="ml-auto text-xs text-dim">
          {formatAgo(publishedAt)}
        </time>
      </span>
      <span className="truncate text-[13px] text-dim">
        {restoredFrom !== null ? `Brought back version ${restoredFrom}` : note || 'No note'}, by{' '}
        {publishedBy.label}
      </span>
    </button>
  );
}
