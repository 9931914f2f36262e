import type {
  EarningsAccount,
  ReferralFigures,
  ReferralPayout,
  ReferralProfile,
} from '@orbisvoice/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { ErrorState } from '../../../components/ui/states.js';
import { formatDate, formatMoney } from '../../../lib/format.js';
import { payoutsQuery } from '../api/get-referrals.js';
import { usePartnerSide } from '../lib/partner-side.js';
import { isOpenPayout, PAYOUT_WORDS } from '../lib/programme-words.js';
import { PayoutRequest } from './payout-request.js';

interface PayoutsCardProps {
  profile: ReferralProfile;
  accounts: readonly EarningsAccount[];
  figures: ReferralFigures | undefined;
}

export function PayoutsCard({ profile, accounts, figures }: PayoutsCardProps) {
  const payouts = useInfiniteQuery(payoutsQuery(usePartnerSide()));
  const items = payouts.data?.pages.flatMap((page) => page.items);
  const open = new Set(items?.filter(isOpenPayout).map(({ amount }) => amount.currency));
  return (
    <Card
      title="Payouts"
      text={
        figures
          ? `Each commission waits ${figures.holdDays} days, because a customer may still send money back. After that you ask for it here, from ${formatMoney(figures.minimumPayout)} on, or as much in another currency. All that is ready is paid at once.`
          : 'All that is ready is paid at once, when you ask for it.'
      }
    >
      <div className="grid gap-3">
        {accounts.map((account) => (
          <PayoutRequest
            key={account.currency}
            account={account}
            profile={profile}
            underWay={open.has(account.currency)}
          />
        ))}
      </div>
      {payouts.isPending && <ListSkeleton label="Loading payouts" rows={2} />}
      {payouts.isError && <ErrorState error={payouts.error} onRetry={() => void payouts.refetch()} />}
      {items?.length === 0 && <p className="mt-4 text-sm text-dim">No payout yet.</p>}
      {items && items.length > 0 && (
        <ul className="mt-4 divide-y divide-line border-t border-line" aria-label="Payouts so far">
          {items.map((payout) => (
            <PayoutRow key={payout.id} payout={payout} />
          ))}
        </ul>
      )}
      {payouts.hasNextPage && (
        <Button
          className="mt-3"
          busy={payouts.isFetchingNextPage}
          onClick={() => void payouts.fetchNextPage()}
        >
          Older payouts
        </Button>
      )}
    </Card>
  );
}

function PayoutRow({ payout }: { payout: ReferralPayout }) {
  const { name, tone, text } = PAYOUT_WORDS[payout.state];
  return (
    <li className="flex items-start justify-between gap-4 py-3 text-sm">
      <span className="min-w-0">
        <span className="font-medium tabular-nums">{formatMoney(payout.amount)}</span>
        <span className="block text-[13px] leading-relaxed text-dim">
          {text} Asked for on {formatDate(payout.requestedAt)}
          {payout.paidAt && `, paid on ${formatDate(payout.paidAt)}`}.
          {payout.reference && (
            <>
              {' '}
              Number of the transfer: <code className="font-mono text-xs">{payout.reference}</code>.
            </>
          )}
        </span>
      </span>
      <Badge tone={tone}>{name}</Badge>
    </li>
  );
}
