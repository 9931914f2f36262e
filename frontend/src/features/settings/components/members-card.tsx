import type { Me, Member, Role } from '@orbisvoice/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../../components/ui/card.js';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.js';
import { ListSkeleton } from '../../../components/ui/list-skeleton.js';
import { MoreButton } from '../../../components/ui/more-button.js';
import { ErrorState } from '../../../components/ui/states.js';
import { messageOf } from '../../../lib/api-error.js';
import { itemsOf } from '../../../lib/paged-query.js';
import { toast } from '../../../lib/toast.js';
import { membersQuery, useChangeRole, useRemoveMember } from '../api/team.js';
import { ROLE_NAMES } from '../lib/role-words.js';
import { MemberRow } from './member-row.js';

const sayFailure = (error: unknown): void => toast(messageOf(error), 'bad');

/** Who works here. Everybody sees the list; owners and admins change it. */
export function MembersCard({ me }: { me: Me }) {
  const members = useInfiniteQuery(membersQuery());
  const [removing, setRemoving] = useState<Member>();
  const changeRole = useChangeRole();
  const remove = useRemoveMember();
  const setRole = (member: Member, role: Role): void =>
    changeRole.mutate(
      { userId: member.userId, role },
      {
        onSuccess: () => toast(`${member.name} is ${ROLE_NAMES[role].toLowerCase()} now.`),
        onError: sayFailure,
      },
    );
  const confirm = (): void => {
    if (!removing) return;
    remove.mutate(removing.userId, {
      onSuccess: () => toast(`${removing.name} was removed.`),
      onError: sayFailure,
    });
    setRemoving(undefined);
  };
  return (
    <Card
      title="Members"
      text="Owners and admins manage the team, its keys and webhooks; members work on agents and calls."
    >
      {members.isPending && <ListSkeleton label="Loading members" rows={2} />}
      {members.isError && <ErrorState error={members.error} onRetry={() => void members.refetch()} />}
      {members.data && (
        <ul className="-my-3 divide-y divide-line">
          {itemsOf(members.data)?.map((member) => (
            <MemberRow
              key={member.userId}
              member={member}
              me={me}
              onRole={(role) => setRole(member, role)}
              onRemove={() => setRemoving(member)}
            />
          ))}
        </ul>
      )}
      <MoreButton list={members} />
      <ConfirmDialog
        open={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        onConfirm={confirm}
        title={`Remove ${removing?.name ?? ''}?`}
        confirm="Remove"
      >
        They lose access to {me.tenant.name} within seconds. What they made stays, and so do the API keys that
        they created; revoke those that only they knew.
      </ConfirmDialog>
    </Card>
  );
}
