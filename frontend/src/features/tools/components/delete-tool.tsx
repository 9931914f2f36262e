import type { Tool } from '@orbisvoice/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.js';
import { FormError } from '../../../components/ui/states.js';
import { ApiError, messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { useDeleteTool } from '../api/tools.js';

interface DeleteToolProps {
  tool: Tool;
  /** Names of the agents that have it. */
  users: readonly string[];
  onDeleted: () => void;
}

/** The server refuses where an agent has the tool, in its draft or in what visitors get, and names the agents. */
const refusalOf = (error: unknown): string => {
  const agents = error instanceof ApiError ? error.details.map(({ message }) => message) : [];
  return [messageOf(error), agents.join(', ')].filter(Boolean).join(' ');
};

export function DeleteTool({ tool, users, onDeleted }: DeleteToolProps) {
  const [asking, setAsking] = useState(false);
  const remove = useDeleteTool(tool.id);
  const confirm = (): void =>
    remove.mutate(undefined, {
      onSuccess: () => {
        setAsking(false);
        toast(`${tool.name} was deleted.`);
        onDeleted();
      },
    });
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        Delete
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => {
          setAsking(false);
          remove.reset();
        }}
        onConfirm={confirm}
        busy={remove.isPending}
        title={`Delete ${tool.name}?`}
        confirm="Delete tool"
      >
        <p>
          {users.length > 0
            ? `${users.join(', ')} ${users.length === 1 ? 'uses' : 'use'} it. Take it from there first, and publish.`
            : 'No draft uses it. Its secrets are erased for good; what it did stays in the records of its calls.'}
        </p>
        {remove.isError && (
          <div className="mt-3">
            <FormError message={refusalOf(remove.error)} />
          </div>
        )}
      </ConfirmDialog>
    </>
  );
}
