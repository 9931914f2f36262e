import type { ReferredTeam } from '@orbisvoice/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { EmptyState, ErrorState } from '../../../components/ui/states.js';
import { formatDate, formatMoney } from '../../../lib/format.js';
import { historyQuery } from '../api/get-referrals.js';
import { usePartnerSide } from '../lib/partner-side.js';
import { CHANNEL_WORDS } from '../lib/programme-words.js';

export function HistoryCard() {
  const history = useInfiniteQuery(historyQuery(usePartnerSide()));
  const items = history.data?.pages.flatMap((page) => page.items);
  return (
    <Card title="Who came" text="Teams that signed up by you, newest first. Their addresses are masked.">
      {history.isPending && <ListSkeleton label="Loading your referrals" rows={3} />}
      {history.isError && <ErrorState error={history.error} onRetry={() => void history.refetch()} />}
      {items?.length === 0 && (
        <EmptyState
          icon={<Users size={24} aria-hidden="true" />}
          title="Nobody yet"
          text="Send your link to somebody whose website should talk. They appear here when they sign up."
        />
      )}
      {items && items.length > 0 && (
        <ul className="divide-y divide-line" aria-label="Referred teams">
          {items.map((team) => (
            <TeamRow key={team.id} team={team} />
          ))}
        </ul>
      )}
      {history.hasNextPage && (
        <div className="mt-4 grid justify-center">
          <Button busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            Load more
          </Button>
        </div>
      )}
    </Card>
  );
}

function TeamRow({ team }: { team: ReferredTeam }) {
  const { name, channel, signedUpAt, activated, paying, earned } = team;
  return (
    <li className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 py-3 text-sm sm:grid-cols-[1fr_auto_8rem]">
      <span className="min-w-0">
        <span className="block truncate font-medium">{name ?? 'Somebody who was forgotten'}</span>
        <span className="text-[13px] text-dim">
          {CHANNEL_WORDS[channel]} on {formatDate(signedUpAt)}
        </span>
      </span>
      <span className="flex flex-wrap justify-end gap-1.5">
        {paying && <Badge tone="good">Pays</Badge>}
        {activated ? <Badge tone="good">Activated</Badge> : <Badge>Signed up</Badge>}
      </span>
      <span className="col-span-2 text-right font-medium tabular-nums sm:col-span-1">
        {earned.length === 0 ? (
          <span className="font-normal text-dim">Nothing yet</span>
        ) : (
          earned.map(formatMoney).join(' · ')
        )}
      </span>
    </li>
  );
}
