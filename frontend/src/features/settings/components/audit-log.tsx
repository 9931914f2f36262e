import { useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { MoreButton } from '../../../components/ui/more-button.js';
import { EmptyState, ErrorState } from '../../../components/ui/states.js';
import { itemsOf } from '../../../lib/paged-query.js';
import { auditLogQuery } from '../api/audit-log.js';
import { membersQuery } from '../api/team.js';
import { auditFilterOf } from '../lib/audit-filter.mapping.js';
import { AuditFilters } from './audit-filters.js';
import { AuditRow } from './audit-row.js';
import { AuditSealLine } from './audit-seal-line.js';

interface AuditLogProps {
  /** The filters, as they stand in the address. */
  search: URLSearchParams;
  onChange: (name: string, value: string) => void;
  onClear: () => void;
}

export function AuditLog({ search, onChange, onClear }: AuditLogProps) {
  // Worked out once for an address, or "the last 7 days" would be another question at each drawing.
  const filter = useMemo(() => auditFilterOf(search), [search]);
  const log = useInfiniteQuery(auditLogQuery(filter));
  const members = useInfiniteQuery(membersQuery());
  const items = itemsOf(log.data);
  const filtered = search.size > 0;
  return (
    <>
      <AuditFilters search={search} members={itemsOf(members.data) ?? []} onChange={onChange} />
      {log.isPending && <ListSkeleton label="Loading the log" />}
      {log.isError && <ErrorState error={log.error} onRetry={() => void log.refetch()} />}
      {items?.length === 0 && (
        <EmptyState
          icon={<ScrollText size={22} aria-hidden="true" />}
          title={filtered ? 'Nothing matches' : 'Nothing yet'}
          text={
            filtered
              ? 'Nobody did that in this time.'
              : 'What people and keys change in this team will stand here.'
          }
          action={filtered && <Button onClick={onClear}>Clear filters</Button>}
        />
      )}
      {items && items.length > 0 && (
        <Card>
          <ol aria-label="What happened" className="-my-2.5 divide-y divide-line">
            {items.map((entry) => (
              <AuditRow key={entry.id} entry={entry} />
            ))}
          </ol>
        </Card>
      )}
      <MoreButton list={log}>Show older</MoreButton>
      <AuditSealLine />
    </>
  );
}
