import type { CallTranscript as Transcript } from '@orbisvoice/contracts';
import { cx } from '../../../lib/cx.js';

interface CallTranscriptProps {
  transcript: Transcript;
  agentName: string;
  startedAt: string | null;
}

export function CallTranscript({ transcript, agentName, startedAt }: CallTranscriptProps) {
  if (transcript.turns.length === 0) return <p className="text-sm text-dim">Nothing was said.</p>;
  return (
    <ol className="grid gap-4">
      {transcript.turns.map((turn) => (
        <li key={turn.seq} className="grid grid-cols-[3.25rem_1fr] gap-x-3 text-sm">
          <span className="pt-px font-mono text-xs leading-5 text-dim tabular-nums">
            {offset(startedAt, turn.startedAt)}
          </span>
          <div className={cx('border-l-2 pl-3', turn.role === 'agent' ? 'border-orbis' : 'border-signal')}>
            <p className="text-xs text-dim">
              <span className="font-medium">{turn.role === 'agent' ? agentName : 'Caller'}</span>
              {turn.interrupted && ' · cut off; this is what was heard'}
            </p>
            <p className="leading-relaxed break-words">{turn.text}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Seconds since the call began, as m:ss. */
function offset(startedAt: string | null, at: string): string {
  const seconds = Math.max(0, Math.floor((Date.parse(at) - Date.parse(startedAt ?? at)) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
