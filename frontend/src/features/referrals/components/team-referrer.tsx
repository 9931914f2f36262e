import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Card } from '../../../components/ui/card.js';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.js';
import { messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { useRemoveReferrer } from '../api/change-referrals.js';
import { teamReferrerQuery } from '../api/get-referrals.js';

/** Who referred the own team; nothing where nobody did. It may be taken back until the team first pays. */
export function TeamReferrer({ mayRemove }: { mayRemove: boolean }) {
  const query = useQuery(teamReferrerQuery());
  const remove = useRemoveReferrer();
  const [asking, setAsking] = useState(false);
  const referrer = query.data?.referrer;
  if (!referrer) return null;
  const name = referrer.name ?? referrer.code;
  const confirm = (): void =>
    remove.mutate(undefined, {
      onSuccess: () => setAsking(false),
      onError: (error) => toast(messageOf(error), 'bad'),
    });
  return (
    <Card
      title="Who referred your team"
      text={`${name} may be rewarded for having brought you.`}
      actions={mayRemove && query.data?.removable && <Button onClick={() => setAsking(true)}>Remove</Button>}
    >
      <p className="text-sm">
        Referred by <b className="font-medium">{name}</b>
      </p>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={confirm}
        busy={remove.isPending}
        title={`Take ${name} off?`}
        confirm="Nobody referred us"
      >
        Nobody earns from your team any more. This cannot be taken back by yourself.
      </ConfirmDialog>
    </Card>
  );
}
