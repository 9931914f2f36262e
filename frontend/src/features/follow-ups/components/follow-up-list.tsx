import type { FollowUp, FollowUpReason } from '@orbisvoice/contracts';
import { Badge, type BadgeTone } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { paths } from '../../../config/paths.js';
import { formatDateTime } from '../../../lib/format.js';
import { Link } from '../../../lib/router/link.js';
import { messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { useFinishFollowUp } from '../api/follow-ups.js';

const REASONS: Record<FollowUpReason, { tone: BadgeTone; text: string; about: string }> = {
  failed: { tone: 'bad', text: 'Failed', about: 'A fault ended the call.' },
  lost: { tone: 'warn', text: 'Line lost', about: 'The visitor’s line broke and they did not come back.' },
  unanswered: { tone: 'warn', text: 'No answer', about: 'The visitor spoke and heard nothing.' },
};

export function FollowUpList({ items }: { items: readonly FollowUp[] }) {
  const finish = useFinishFollowUp();
  const done = (id: string) =>
    finish.mutateAsync(id).catch((error: unknown) => toast(messageOf(error), 'bad'));
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-card border border-line">
      {items.map(({ id, callId, agentName, reason, openedAt, doneAt }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3.5">
          <div className="min-w-0 flex-1 basis-60">
            <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
              <Link to={paths.call(callId)} className="underline-offset-4 hover:underline">
                Call with {agentName}
              </Link>
              <Badge tone={REASONS[reason].tone}>{REASONS[reason].text}</Badge>
            </p>
            <p className="mt-0.5 text-[13px] text-dim">
              {REASONS[reason].about} {formatDateTime(openedAt)}
            </p>
          </div>
          {doneAt ? (
            <p className="text-[13px] text-dim">Done {formatDateTime(doneAt)}</p>
          ) : (
            <Button
              busy={finish.isPending && finish.variables === id}
              aria-label={`Done: call with ${agentName}, ${formatDateTime(openedAt)}`}
              onClick={() => void done(id)}
            >
              Done
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
