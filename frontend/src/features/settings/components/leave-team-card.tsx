import type { Me } from '@orbisvoice/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.js';
import { FormError } from '../../../components/ui/states.js';
import { messageOf } from '../../../lib/api-error.js';
import { useLeaveTeam } from '../api/team.js';

export function LeaveTeamCard({ me }: { me: Me }) {
  const [asking, setAsking] = useState(false);
  const leave = useLeaveTeam();
  const { tenant, tenants, user, role } = me;
  const last = tenants.length <= 1;
  const close = (): void => {
    setAsking(false);
    leave.reset();
  };
  return (
    <Card
      title="Leave this team"
      text={
        role === 'owner'
          ? 'A team keeps at least one owner: make somebody else one first.'
          : 'An owner or an admin can invite you again.'
      }
      actions={<Button onClick={() => setAsking(true)}>Leave {tenant.name}</Button>}
    >
      <ConfirmDialog
        open={asking}
        onClose={close}
        onConfirm={() => leave.mutate({ userId: user.id, last })}
        busy={leave.isPending}
        title={`Leave ${tenant.name}?`}
        confirm="Leave the team"
      >
        <p>
          You lose access at once, and what you made stays with the team.{' '}
          {last
            ? 'It is your only team: you are signed out, and can sign in again once somebody has invited you.'
            : 'You go on in another team of yours.'}
        </p>
        {leave.isError && (
          <div className="mt-3">
            <FormError message={messageOf(leave.error)} />
          </div>
        )}
      </ConfirmDialog>
    </Card>
  );
}
