import type { Call } from '@orbisvoice/contracts';
import { Link } from 'react-router';
import { Badge } from '../../../components/ui/badge.js';
import { paths } from '../../../config/paths.js';
import { formatAgo, formatClock, formatDateTime } from '../../../lib/format.js';
import { callState, CHANNELS, END_REASONS } from '../lib/call-words.js';

const GRID =
  'grid grid-cols-[1fr_auto] items-center gap-x-4 md:grid-cols-[2fr_6rem_4.5rem_4.5rem_6rem_7.5rem]';

export function CallList({ calls }: { calls: readonly Call[] }) {
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
      <ul className="divide-y divide-line">
        {calls.map((call) => (
          <li key={call.id}>
            <CallRow call={call} />
          </li>
        ))}
      </ul>
    </div>
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
        </span>
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
