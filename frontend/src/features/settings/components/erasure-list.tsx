import { useInfiniteQuery } from '@tanstack/react-query';
import { Badge } from '../../../components/ui/badge.js';
import { Card } from '../../../components/ui/card.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { MoreButton } from '../../../components/ui/more-button.js';
import { ErrorState } from '../../../components/ui/states.js';
import { formatAgo, formatDateTime } from '../../../lib/format.js';
import { itemsOf } from '../../../lib/paged-query.js';
import { erasuresQuery } from '../api/privacy.js';
import { foundWords, knownByWords } from '../lib/privacy-words.js';

/** What was erased, without a word of whom it concerned. */
export function ErasureList() {
  const list = useInfiniteQuery(erasuresQuery());
  const items = itemsOf(list.data);
  return (
    <Card title="Erasures">
      {list.isPending && <ListSkeleton label="Loading the erasures" rows={2} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {items?.length === 0 && <p className="text-sm text-dim">Nobody has been erased yet.</p>}
      {items && items.length > 0 && (
        <ul aria-label="Erasures" className="-my-2 divide-y divide-line text-sm">
          {items.map((erasure) => (
            <li key={erasure.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-2.5">
              <span className="min-w-48 flex-1">
                <span className="font-medium">{knownByWords(erasure)}</span>{' '}
                <span className="text-dim">· {foundWords(erasure)}</span>
              </span>
              <Badge tone={erasure.state === 'done' ? 'good' : 'neutral'}>
                {erasure.state === 'done' ? 'Erased' : 'At work'}
              </Badge>
              <time
                dateTime={erasure.askedAt}
                title={formatDateTime(erasure.askedAt)}
                className="text-[13px] whitespace-nowrap text-dim"
              >
                {formatAgo(erasure.askedAt)}
              </time>
            </li>
          ))}
        </ul>
      )}
      <MoreButton list={list}>Show older</MoreButton>
    </Card>
  );
}
