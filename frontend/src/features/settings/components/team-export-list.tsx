import type { TeamExport } from '@orbisvoice/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { MoreButton } from '../../../components/ui/more-button.js';
import { ErrorState } from '../../../components/ui/states.js';
import { itemsOf } from '../../../lib/paged-query.js';
import { teamExportsQuery } from '../api/team-exports.js';
import { TeamExportRow } from './team-export-row.js';

/** Who took everything along, and how far a download has come. */
export function TeamExportList({ userId }: { userId: string }) {
  const list = useInfiniteQuery(teamExportsQuery());
  const items: TeamExport[] | undefined = itemsOf(list.data);
  return (
    <>
      {list.isPending && <ListSkeleton label="Loading the exports" rows={1} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {items?.length === 0 && <p className="text-sm text-dim">Nobody has exported it yet.</p>}
      {items && items.length > 0 && (
        <ul aria-label="Exports" className="-my-2 divide-y divide-line text-sm">
          {items.map((one) => (
            <TeamExportRow key={one.id} one={one} mine={one.askedBy.id === userId} />
          ))}
        </ul>
      )}
      <MoreButton list={list}>Show older</MoreButton>
    </>
  );
}
