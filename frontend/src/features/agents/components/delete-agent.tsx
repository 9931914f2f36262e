import type { Agent } from '@orbisvoice/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.js';
import { messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { useDeleteAgent } from '../api/delete-agent.js';

export function DeleteAgent({ agent, onDeleted }: { agent: Agent; onDeleted: () => void }) {
  const [asking, setAsking] = useState(false);
  const remove = useDeleteAgent(agent.id);
  const confirm = (): void =>
    remove.mutate(undefined, {
      onSuccess: () => {
        setAsking(false);
        toast(`“${agent.name}” was deleted.`);
        onDeleted();
      },
      onError: (error) => toast(messageOf(error), 'bad'),
    });
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        Delete
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={confirm}
        busy={remove.isPending}
        title={`Delete “${agent.name}”?`}
        confirm="Delete agent"
      >
        Sites that embed it can no longer start calls. Calls that were made stay in the list. This cannot be
        undone.
      </ConfirmDialog>
    </>
  );
}
