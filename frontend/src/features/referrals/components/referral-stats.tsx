import type { EarningsAccount, ReferralProfile } from '@orbisvoice/contracts';
import { formatMoney } from '../../../lib/format.js';

interface ReferralStatsProps {
  counts: ReferralProfile['counts'];
  /** Undefined while they are on their way. */
  accounts: readonly EarningsAccount[] | undefined;
}

/** All that came together in one currency, with what waits for its condition; nothing is added across currencies. */
const estimateOf = ({ currency, pending, held, available, inPayout, paid }: EarningsAccount): string =>
  formatMoney({
    currency,
    amountMinor: [pending, held, available, inPayout, paid].reduce(
      (sum, { amountMinor }) => sum + amountMinor,
      0,
    ),
  });

export function ReferralStats({ counts, accounts }: ReferralStatsProps) {
  const estimates = accounts?.map(estimateOf) ?? [];
  const stats = [
    [
      'Clicks',
      counts.clicks.toLocaleString('en'),
      'People, once a day each. Clicks earn nothing by themselves.',
    ],
    ['Sign-ups', counts.signups.toLocaleString('en'), 'Teams that are yours.'],
    ['Activations', counts.activations.toLocaleString('en'), 'Had a first real call.'],
    ['Estimated earnings', accounts ? estimates.join(' · ') || '–' : '…', 'With what has yet to mature.'],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-card border border-line bg-line lg:grid-cols-4">
      {stats.map(([name, value, note]) => (
        <div key={name} className="min-w-0 bg-paper p-4">
          <dt className="text-[13px] text-dim">{name}</dt>
          <dd className="mt-1 text-xl font-semibold tracking-tight break-words tabular-nums sm:text-2xl">
            {value}
          </dd>
          <dd className="mt-1 text-xs leading-relaxed text-dim">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
