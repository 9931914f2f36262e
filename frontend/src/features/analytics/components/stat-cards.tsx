import type { Analytics } from '@orbisvoice/contracts';
import {
  changeOf,
  formatCount,
  formatDuration,
  formatMs,
  formatNanos,
  formatShare,
  NONE,
} from '../lib/figures.js';

interface Stat {
  name: string;
  value: string;
  /** What stands below in small: a comparison or a part. */
  note: string;
}

export function statsOf({ totals, previous, volume }: Analytics): Stat[] {
  const { latency, cost } = totals;
  const than = (change: string | undefined) =>
    change ? `${change} against the time before` : 'Nothing to compare with';
  return [
    { name: 'Calls', value: formatCount(totals.calls), note: than(changeOf(totals.calls, previous.calls)) },
    {
      name: 'Today',
      value: formatCount(volume.today),
      note: `${formatCount(volume.week)} this week · ${formatCount(volume.month)} this month`,
    },
    {
      name: 'Average length',
      value: formatDuration(totals.averageDurationMs),
      note: than(changeOf(totals.averageDurationMs, previous.averageDurationMs)),
    },
    {
      name: 'Answered within',
      value: formatMs(latency.voiceToVoice?.p50Ms),
      note: `p95 ${formatMs(latency.voiceToVoice?.p95Ms)} · p99 ${formatMs(latency.voiceToVoice?.p99Ms)}`,
    },
    {
      name: 'Failed calls',
      value: formatShare(totals.errorRate),
      note: `${formatCount(totals.errors)} of ${formatCount(totals.calls)}`,
    },
    {
      name: 'Silent failures',
      value: formatShare(totals.silentFailureRate),
      note: `${formatCount(totals.silentFailures)} recovered by themselves`,
    },
    {
      name: 'Cost',
      value: formatNanos(cost.amountNanos),
      note:
        cost.unpricedCalls > 0 ? `${formatCount(cost.unpricedCalls)} calls without a price` : 'Model tokens',
    },
    {
      name: 'Rating',
      value: totals.averageRating === null ? NONE : `${totals.averageRating.toFixed(1)} of 5`,
      note: `${formatCount(totals.ratings)} ratings`,
    },
  ];
}

export function StatCards({ analytics }: { analytics: Analytics }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-card border border-line bg-line lg:grid-cols-4">
      {statsOf(analytics).map(({ name, value, note }) => (
        <div key={name} className="min-w-0 bg-paper p-4">
          <dt className="text-[13px] text-dim">{name}</dt>
          <dd className="mt-1 text-xl font-semibold tracking-tight tabular-nums sm:text-2xl">{value}</dd>
          <dd className="mt-1 text-xs leading-relaxed text-dim">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
