import type { EarningsAccount, ReferralProfile } from '@orbisvoice/contracts';
import { useId } from 'react';
import { Button } from '../../../components/ui/button.js';
import { ApiError, messageOf } from '../../../lib/api-error.js';
import { formatMoney } from '../../../lib/format.js';
import { toast } from '../../../lib/toast.js';
import { useRequestPayout } from '../api/change-referrals.js';

interface PayoutRequestProps {
  account: EarningsAccount;
  profile: ReferralProfile;
  /** A payout in this currency has not ended yet. */
  underWay: boolean;
}

/** What stands in the way as far as the page knows; the server knows all of it and has the last word. */
export function obstaclesOf({ account, profile, underWay }: PayoutRequestProps): string[] {
  const missing = account.minimumPayout.amountMinor - account.available.amountMinor;
  return [
    ...(profile.status === 'active' ? [] : ['Your account is not active.']),
    ...(profile.terms.accepted ? [] : ['Agree to the present terms first.']),
    ...(profile.payoutMethodConfirmed ? [] : ['Add a payout method and confirm it by the mail.']),
    ...(underWay ? ['A payout is already on its way.'] : []),
    ...(!underWay && missing > 0
      ? [
          `${formatMoney({ ...account.available, amountMinor: missing })} more have to be ready for the smallest payout of ${formatMoney(account.minimumPayout)}.`,
        ]
      : []),
  ];
}

export function PayoutRequest(props: PayoutRequestProps) {
  const { account } = props;
  const id = useId();
  const request = useRequestPayout();
  const obstacles = obstaclesOf(props);
  const details = request.error instanceof ApiError ? request.error.details : [];
  const refusals = request.error
    ? details.length > 0
      ? details.map(({ message }) => message)
      : [messageOf(request.error)]
    : [];
  return (
    <div className="rounded-control border border-line bg-mist p-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm">
          <span className="text-lg font-semibold tabular-nums">{formatMoney(account.available)}</span> ready
        </p>
        <Button
          look="primary"
          busy={request.isPending}
          disabled={obstacles.length > 0}
          aria-describedby={obstacles.length > 0 ? id : undefined}
          onClick={() =>
            request.mutate(account.currency, {
              onSuccess: ({ amount }) => toast(`${formatMoney(amount)} are set aside for you.`),
            })
          }
        >
          Request payout
        </Button>
      </div>
      {obstacles.length > 0 && (
        <ul id={id} className="mt-2 grid gap-1 text-[13px] text-dim">
          {obstacles.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {refusals.length > 0 && (
        <ul role="alert" className="mt-2 grid gap-1 text-[13px] text-bad">
          {refusals.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
