import type { Invitation } from '@orbisvoice/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { MoreButton } from '../../../components/ui/more-button.js';
import { ErrorState, Loading } from '../../../components/ui/states.js';
import { messageOf } from '../../../lib/api-error.js';
import { formatAgo } from '../../../lib/format.js';
import { itemsOf } from '../../../lib/paged-query.js';
import { toast } from '../../../lib/toast.js';
import { invitationsQuery, useInvite, useWithdrawInvitation } from '../api/team.js';
import { ROLE_NAMES } from '../lib/role-words.js';
import { PersonRow } from './person-row.js';

const InviteForm = lazy(async () => ({ default: (await import('./invite-form.js')).InviteForm }));

const sayFailure = (error: unknown): void => toast(messageOf(error), 'bad');

export function InvitationsCard() {
  const invitations = useInfiniteQuery(invitationsQuery());
  const resend = useInvite();
  const withdraw = useWithdrawInvitation();
  const items = itemsOf(invitations.data);
  const again = ({ email, role }: Invitation): void =>
    resend.mutate(
      { email, role: role === 'admin' ? 'admin' : 'member' },
      {
        onSuccess: () => toast(`A new link is on its way to ${email}. The old one no longer works.`),
        onError: sayFailure,
      },
    );
  const takeBack = ({ id, email }: Invitation): void =>
    withdraw.mutate(id, {
      onSuccess: () => toast(`The invitation of ${email} was withdrawn.`),
      onError: sayFailure,
    });
  return (
    <Card title="Invitations" text="A link by mail, for the invited address alone. It works for seven days.">
      <Suspense
        fallback={
          <Loading label="Loading the form">
            <div className="skeleton h-24" />
          </Loading>
        }
      >
        <InviteForm />
      </Suspense>
      {invitations.isPending && <ListSkeleton label="Loading invitations" rows={1} />}
      {invitations.isError && (
        <ErrorState error={invitations.error} onRetry={() => void invitations.refetch()} />
      )}
      {items && items.length > 0 && (
        <ul aria-label="Open invitations" className="mt-4 -mb-3 divide-y divide-line border-t border-line">
          {items.map((invitation) => (
            <PersonRow key={invitation.id} title={invitation.email} text={factsOf(invitation)}>
              <Button
                look="quiet"
                onClick={() => again(invitation)}
                aria-label={`Resend the invitation of ${invitation.email}`}
              >
                Resend
              </Button>
              <Button
                look="quiet"
                onClick={() => takeBack(invitation)}
                aria-label={`Withdraw the invitation of ${invitation.email}`}
              >
                Withdraw
              </Button>
            </PersonRow>
          ))}
        </ul>
      )}
      <MoreButton list={invitations} />
    </Card>
  );
}

function factsOf({ role, invitedBy, createdAt, expiresAt }: Invitation): string {
  const end = Date.parse(expiresAt) < Date.now() ? 'has run out' : `runs out ${formatAgo(expiresAt)}`;
  return `${ROLE_NAMES[role]}, by ${invitedBy} ${formatAgo(createdAt)} · ${end}`;
}
