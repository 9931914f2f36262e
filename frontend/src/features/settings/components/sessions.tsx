import type { SessionInfo } from '@orbisvoice/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Monitor, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { ErrorState } from '../../../components/ui/states.js';
import { messageOf } from '../../../lib/api-error.js';
import { formatAgo, formatDate } from '../../../lib/format.js';
import { itemsOf } from '../../../lib/paged-query.js';
import { toast } from '../../../lib/toast.js';
import { sessionsQuery, useEndOtherSessions, useEndSession } from '../api/sessions.js';
import { deviceName, isHandheld } from '../lib/device-words.js';

const sayFailure = (error: unknown): void => toast(messageOf(error), 'bad');

/** Where the person is signed in, and the way out of each. */
export function Sessions() {
  const sessions = useInfiniteQuery(sessionsQuery());
  const [asking, setAsking] = useState(false);
  const end = useEndSession();
  const endOthers = useEndOtherSessions();
  const items = itemsOf(sessions.data);
  const others = items?.filter(({ current }) => !current).length ?? 0;
  const endOne = (session: SessionInfo): void =>
    end.mutate(session.id, {
      onSuccess: () => toast(`${deviceName(session.userAgent)} was signed out.`),
      onError: sayFailure,
    });
  const endAll = (): void =>
    endOthers.mutate(undefined, {
      onSuccess: ({ count }) => {
        setAsking(false);
        toast(count === 1 ? 'One device was signed out.' : `${count} devices were signed out.`);
      },
      onError: sayFailure,
    });
  return (
    <>
      <PageHeader
        title="Signed-in devices"
        text="Where your account is signed in, in all your teams. Only you see this."
        actions={others > 0 && <Button onClick={() => setAsking(true)}>Sign out all others</Button>}
      />
      {sessions.isPending && <ListSkeleton label="Loading devices" rows={2} />}
      {sessions.isError && <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {items && (
        <Card>
          <ul aria-label="Devices" className="-my-3 divide-y divide-line">
            {items.map((session) => (
              <SessionRow key={session.id} session={session} onEnd={() => endOne(session)} />
            ))}
          </ul>
        </Card>
      )}
      <p className="mt-4 text-[13px] leading-relaxed text-dim">
        Something here that you do not know? Sign it out and change your password: a new password signs out
        every device.
      </p>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={endAll}
        busy={endOthers.isPending}
        title={others === 1 ? 'Sign out the other device?' : `Sign out ${others} other devices?`}
        confirm="Sign out"
      >
        Whoever is using them has to sign in again. This browser stays signed in.
      </ConfirmDialog>
    </>
  );
}

function SessionRow({ session, onEnd }: { session: SessionInfo; onEnd: () => void }) {
  const { userAgent, network, lastSeenAt, createdAt, current } = session;
  const name = deviceName(userAgent);
  const Icon = isHandheld(userAgent) ? Smartphone : Monitor;
  return (
    <li className="flex items-center gap-3 py-3 text-sm">
      <Icon size={20} aria-hidden="true" className="shrink-0 text-dim" />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-medium" title={userAgent}>
            {name}
          </span>
          {current && <Badge tone="good">This browser</Badge>}
        </span>
        <span className="block text-[13px] text-dim">
          {current ? 'in use now' : `last used ${formatAgo(lastSeenAt)}`} · signed in {formatDate(createdAt)}{' '}
          · from <span className="font-mono text-xs">{network}</span>
        </span>
      </span>
      {!current && (
        <Button look="quiet" onClick={onEnd} aria-label={`Sign out ${name}`}>
          Sign out
        </Button>
      )}
    </li>
  );
}
