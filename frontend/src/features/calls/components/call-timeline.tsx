import type { TimelineEvent, TranscriptTurn } from '@orbisvoice/contracts';
import { cx } from '../../../lib/cx.js';
import { happeningsOf, type Happening } from '../lib/happenings.js';

interface CallTimelineProps {
  events: readonly TimelineEvent[];
  turns: readonly TranscriptTurn[];
  startedAt: string | null;
}

const DOTS: Record<Happening['who'], string> = {
  agent: 'bg-orbis',
  caller: 'bg-signal',
  system: 'bg-line',
};

export function CallTimeline({ events, turns, startedAt }: CallTimelineProps) {
  const shown = happeningsOf(events, turns);
  const beginning = startedAt === null ? shown[0]?.at : Date.parse(startedAt);
  if (beginning === undefined) return <p className="text-sm text-dim">No events were recorded.</p>;
  return (
    <ol aria-label="Timeline" className="grid gap-2.5">
      {shown.map(({ key, at, text, note, who }) => (
        <li key={key} className="grid grid-cols-[3.75rem_auto_1fr] gap-x-3 text-sm">
          <span className="text-right font-mono text-xs leading-5 text-dim tabular-nums">
            {((at - beginning) / 1000).toFixed(2)} s
          </span>
          <span aria-hidden="true" className={cx('mt-1.5 size-2 rounded-full', DOTS[who])} />
          <p className="min-w-0 break-words">
            {text}
            {note && <span className="text-[13px] text-dim"> · {note}</span>}
          </p>
        </li>
      ))}
    </ol>
  );
}
