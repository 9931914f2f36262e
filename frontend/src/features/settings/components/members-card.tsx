import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Badge } from '../../../components/ui/badge.js';
import { Card } from '../../../components/ui/card.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { ErrorState } from '../../../components/ui/states.js';
import { formatDate } from '../../../lib/format.js';
import { invitationsQuery, membersQuery } from '../api/team.js';
import { InviteForm } from './invite-form.js';

const ROLE_NAMES = { owner: 'Owner', admin: 'Admin', member: 'Member' } as const;

/** Who works here. Members see the list; owners and admins also invite. */
export function MembersCard({ canInvite }: { canInvite: boolean }) {
  const members = useQuery(membersQuery());
  return (
    <Card
      title="Members"
      text="Owners and admins manage the team and its keys; members work on agents and calls."
    >
      {members.isPending && <ListSkeleton label="Loading members" rows={2} />}
      {members.isError && <ErrorState error={members.error} onRetry={() => void members.refetch()} />}
      {members.data && (
        <ul className="divide-y divide-line">
          {members.data.items.map((member) => (
            <Person
              key={member.userId}
              title={member.name}
              text={`${member.email} · since ${formatDate(member.joinedAt)}`}
              badge={<Badge>{ROLE_NAMES[member.role]}</Badge>}
            />
          ))}
          {canInvite && <Invitations />}
        </ul>
      )}
      {canInvite && <InviteForm />}
    </Card>
  );
}

function Invitations() {
  const invitations = useQuery(invitationsQuery());
  return invitations.data?.items.map((invitation) => (
    <Person
      key={invitation.id}
      title={invitation.email}
      text={`Invited as ${ROLE_NAMES[invitation.role].toLowerCase()} · until ${formatDate(invitation.expiresAt)}`}
      badge={<Badge tone="warn">Invited</Badge>}
    />
  ));
}

function Person({ title, text, badge }: { title: string; text: string; badge: ReactNode }) {
  return (
    <li className="flex items-center justify-between gap-4 py-2.5 text-sm">
      <span className="min-w-0">
        <span className="block truncate font-medium">{title}</span>
        <span className="block truncate text-[13px] text-dim">{text}</span>
      </span>
      {badge}
    </li>
  );
}
