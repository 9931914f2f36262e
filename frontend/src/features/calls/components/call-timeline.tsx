import type { TimelineEvent } from '@orbisvoice/contracts';
import { eventName, happeningsOf } from '../lib/call-words.js';

export function CallTimeline({
  events,
  startedAt,
}: {
  events: readonly TimelineEvent[];
  startedAt: string | null;
}) {
  const shown = happeningsOf(events);
  if (shown.length === 0) return <p className="text-sm text-dim">No events were recorded.</p>;
  return (
    <ol className="grid gap-3">
      {shown.map((event) => (
        <li key={event.seq} className="grid grid-cols-[4.5rem_1fr] gap-x-3 text-sm">
          <span className="font-mono text-xs leading-5 text-dim tabular-nums">
            {since(startedAt, event.at)}
          </span>
          <div className="min-w-0">
            <p>{eventName(event.kind)}</p>
            <p className="font-mono text-xs break-words text-dim">
              {Object.entries(event.data)
                .filter(([, value]) => value !== null)
                .map(([name, value]) => `${name} ${String(value)}`)
                .join(' · ')}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

const since = (startedAt: string | null, at: string): string =>
  `${((Date.parse(at) - Date.parse(startedAt ?? at)) / 1000).toFixed(2)} s`;
