import type { Call, SearchExcerpt } from '@orbisvoice/contracts';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Link } from '../../../lib/router/link.js';
import { Badge } from '../../../components/ui/badge.js';
import { paths } from '../../../config/paths.js';
import { formatAgo, formatClock, formatDateTime } from '../../../lib/format.js';
import { callState, CHANNELS, END_REASONS } from '../lib/call-words.js';

const GRID =
  'grid grid-cols-[1fr_auto] items-center gap-x-4 md:grid-cols-[2fr_6rem_4.5rem_4.5rem_6rem_7.5rem]';

export function CallList({ calls, onNearEnd }: { calls: readonly Call[]; onNearEnd: () => void }) {
  const { list, rows } = useRows(calls.length, onNearEnd);
  return (
    <div className="overflow-hidden rounded-card border border-line">
      <div
        aria-hidden="true"
        className={`${GRID} hidden border-b border-line bg-mist px-4 py-2 text-xs text-dim md:grid`}
      >
        <span>Agent</span>
        <span>From</span>
        <span className="text-right">Length</span>
        <span className="text-right">Turns</span>
        <span className="text-right">Latency</span>
        <span />
      </div>
      <ul ref={list} className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => (
          <li
            key={key}
            data-index={index}
            ref={rows.measureElement}
            aria-setsize={calls.length}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0 border-b border-line"
            style={{ transform: `translateY(${start - rows.options.scrollMargin}px)` }}
          >
            {calls[index] && <CallRow call={calls[index]} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

const ROW_HEIGHT = 65;
/** So many rows before the end the next page is asked for. */
const AHEAD = 20;

/** Only rows in sight are in the document, so that ten thousand calls scroll as ten do. */
function useRows(count: number, onNearEnd: () => void) {
  const list = useRef<HTMLUListElement>(null);
  const [scrollMargin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const top = list.current?.getBoundingClientRect().top;
    if (top !== undefined) setMargin(top + window.scrollY);
  }, []);
  const rows = useWindowVirtualizer({ count, estimateSize: () => ROW_HEIGHT, overscan: 10, scrollMargin });
  const last = rows.getVirtualItems().at(-1)?.index ?? 0;
  const near = count > 0 && last >= count - AHEAD;
  useEffect(() => {
    if (near) onNearEnd();
  }, [near, count, onNearEnd]);
  return { list, rows };
}

/** Where the searched words were said. */
function Excerpt({ pieces }: { pieces: readonly SearchExcerpt[] }) {
  return (
    <span className="mt-1 line-clamp-2 text-[13px] leading-relaxed text-dim">
      {pieces.map(({ text, found }, index) =>
        found ? (
          <mark key={index} className="rounded-sm bg-signal/20 px-0.5 text-ink">
            {text}
          </mark>
        ) : (
          text
        ),
      )}
    </span>
  );
}

function CallRow({ call }: { call: Call }) {
  const state = callState(call);
  return (
    <Link to={paths.call(call.id)} className={`${GRID} px-4 py-3 text-sm -outline-offset-2 hover:bg-mist`}>
      <span className="min-w-0">
        <span className="block truncate font-medium">{call.agentName}</span>
        <span className="block truncate text-[13px] text-dim">
          <time dateTime={call.createdAt} title={formatDateTime(call.createdAt)}>
            {formatAgo(call.createdAt)}
          </time>
          {call.endReason && ` · ${END_REASONS[call.endReason]}`}
          {call.rating && ` · rated ${call.rating.rating} of 5`}
          {call.acquiredVia === 'referral' && ' · acquired via referral'}
        </span>
        {call.excerpt && call.excerpt.length > 0 && <Excerpt pieces={call.excerpt} />}
      </span>
      <span className="hidden text-dim md:block">{CHANNELS[call.channel]}</span>
      <Figure text={call.durationMs === null ? '' : formatClock(call.durationMs)} />
      <Figure text={String(call.turnCount)} />
      <Figure text={call.voiceToVoiceP50Ms === null ? '' : `${Math.round(call.voiceToVoiceP50Ms)} ms`} />
      <span className="justify-self-end">
        <Badge tone={state.tone}>{state.text}</Badge>
      </span>
    </Link>
  );
}

function Figure({ text }: { text: string }) {
  return (
    <span className="hidden text-right font-mono text-[13px] text-dim tabular-nums md:block">
      {text || '–'}
    </span>
  );
}
