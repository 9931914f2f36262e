import type { TimelineEvent } from '@orbisvoice/contracts';
import { cx } from '../../../lib/cx.js';
import { waterfallsOf } from '../lib/turn-latency.mapping.js';

/** Where the time of each answer went, all on one scale. */
export function LatencyWaterfall({ events }: { events: readonly TimelineEvent[] }) {
  const turns = waterfallsOf(events);
  if (turns.length === 0) return <p className="text-sm text-dim">No answer was measured.</p>;
  const longest = Math.max(...turns.map(({ totalMs }) => totalMs));
  const legend = new Map(turns.flatMap(({ parts }) => parts.map(({ name, look }) => [name, look])));
  return (
    <>
      <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-xs text-dim">
        {[...legend].map(([name, look]) => (
          <li key={name} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={cx('size-2 rounded-full', look)} />
            {name}
          </li>
        ))}
      </ul>
      <ol className="grid gap-2">
        {turns.map(({ turn, totalMs, parts }, index) => (
          <li key={index} className="grid grid-cols-[3.5rem_1fr_4.5rem] items-center gap-2 text-xs">
            <span className="text-dim">Turn {turn ?? '–'}</span>
            <span className="flex h-3 gap-px" aria-hidden="true">
              {parts.map(({ name, ms, look }) => (
                <span
                  key={name}
                  title={`${name} ${Math.round(ms)} ms`}
                  className={cx('h-full min-w-0.5 rounded-xs', look)}
                  style={{ width: `${(ms / longest) * 100}%` }}
                />
              ))}
            </span>
            <span className="text-right font-mono tabular-nums">{Math.round(totalMs)} ms</span>
            <span className="sr-only">
              {parts.map(({ name, ms }) => `${name} ${Math.round(ms)} ms`).join(', ')}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
