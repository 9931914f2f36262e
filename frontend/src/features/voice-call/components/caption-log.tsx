import type { Caption, TurnLatency } from '@orbisvoice/voice-client';
import { useEffect, useRef } from 'react';
import { cx } from '../../../lib/cx.js';
import { TurnLatency as TurnLatencyView } from './turn-latency.js';

interface CaptionLogProps {
  captions: readonly Caption[];
  latencies: readonly TurnLatency[];
  agentName: string;
}

/** What was said, as it is said. Not announced by screen readers: the agent's own voice speaks at the same time. */
export function CaptionLog({ captions, latencies, agentName }: CaptionLogProps) {
  const end = useRef<HTMLDivElement>(null);
  const last = captions.at(-1)?.text;
  useEffect(() => {
    const log = end.current?.parentElement;
    if (log) log.scrollTop = log.scrollHeight;
  }, [captions.length, last]);
  if (captions.length === 0) return null;
  return (
    <div
      role="log"
      aria-live="off"
      aria-label="Captions"
      tabIndex={0}
      className="mt-5 grid max-h-80 gap-3 overflow-y-auto border-t border-line pt-4"
    >
      {captions.map((caption) => (
        <CaptionLine
          key={`${caption.turn}-${caption.role}`}
          caption={caption}
          speaker={caption.role === 'user' ? 'You' : agentName}
          latency={latencies.find(({ turn }) => caption.role === 'agent' && turn === caption.turn)}
        />
      ))}
      <div ref={end} />
    </div>
  );
}

interface CaptionLineProps {
  caption: Caption;
  speaker: string;
  latency: TurnLatency | undefined;
}

function CaptionLine({ caption, speaker, latency }: CaptionLineProps) {
  const { text, final, interrupted } = caption;
  return (
    <div className="text-sm leading-relaxed">
      <div className="flex flex-wrap items-baseline gap-x-2 text-xs text-dim">
        <span className="font-medium">{speaker}</span>
        {interrupted && <span>interrupted</span>}
        {latency && <TurnLatencyView latency={latency} />}
      </div>
      <p className={cx('break-words', !final && 'text-dim')}>{text}</p>
    </div>
  );
}
