import type { Agent } from '@orbisvoice/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.js';
import { messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { useSaveAgent } from '../api/save-agent.js';
import { PublishDialog } from './publish-dialog.js';

interface PublishButtonProps {
  agent: Agent;
  /** The editor holds changes that are not in the draft yet. */
  unsaved: boolean;
  toolName: (id: string) => string;
}

/** Publishes what was saved, or withdraws what is live. */
export function PublishButton({ agent, unsaved, toolName }: PublishButtonProps) {
  const [publishing, setPublishing] = useState(false);
  return (
    <>
      {agent.publishedVersion !== null && <WithdrawButton agent={agent} />}
      <Button
        look="primary"
        disabled={unsaved || !agent.unpublishedChanges}
        title={unsaved ? 'Save the draft first.' : undefined}
        onClick={() => setPublishing(true)}
      >
        {agent.unpublishedChanges ? 'Publish' : 'Up to date'}
      </Button>
      <PublishDialog
        agent={agent}
        toolName={toolName}
        open={publishing}
        onClose={() => setPublishing(false)}
      />
    </>
  );
}

function WithdrawButton({ agent }: { agent: Agent }) {
  const [asking, setAsking] = useState(false);
  const save = useSaveAgent(agent.id);
  const withdraw = (): void =>
    save.mutate(
      { status: 'draft' },
      {
        onSuccess: () => {
          setAsking(false);
          toast('Visitors can no longer call it.');
        },
        onError: (error) => toast(messageOf(error), 'bad'),
      },
    );
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        Withdraw
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={withdraw}
        busy={save.isPending}
        title={`Take “${agent.name}” from visitors?`}
        confirm="Withdraw"
      >
        Its widget disappears from the sites that embed it, and new calls are refused. Calls that are on
        finish. Draft and versions stay, and publishing brings it back.
      </ConfirmDialog>
    </>
  );
}
