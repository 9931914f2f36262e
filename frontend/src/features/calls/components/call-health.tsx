import type { Call, TimelineEvent } from '@orbisvoice/contracts';
import { wordsOf } from '../lib/timeline-words.js';
import { troublesOf } from '../lib/turn-latency.mapping.js';

/** The health score, and what it is made of. */
export function CallHealth({ call, events }: { call: Call; events: readonly TimelineEvent[] }) {
  if (call.healthScore === null) return <p className="text-sm text-dim">Known once the call has ended.</p>;
  const troubles = troublesOf(events);
  return (
    <>
      <p className="text-2xl font-semibold tracking-tight tabular-nums">
        {call.healthScore} <span className="text-sm font-normal text-dim">of 100</span>
      </p>
      {troubles.length === 0 ? (
        <p className="mt-1 text-sm text-dim">The model never failed, and its connection never broke.</p>
      ) : (
        <ul className="mt-2 grid gap-1 text-sm">
          {troubles.map(({ event, cost }) => (
            <li key={event.seq} className="flex justify-between gap-4">
              <span>{wordsOf(event).text}</span>
              <span className="font-mono text-xs leading-5 text-bad tabular-nums">−{cost}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
