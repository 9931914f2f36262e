import type { Agent } from '@orbisvoice/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.js';
import { messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { useDeleteAgent } from '../api/delete-agent.js';

interface DeleteAgentProps {
  agent: Agent;
  /** Calls of the last seven days; undefined where that is not known. */
  recentCalls: number | undefined;
  onDeleted: () => void;
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export function DeleteAgent({ agent, recentCalls, onDeleted }: DeleteAgentProps) {
  const [asking, setAsking] = useState(false);
  const remove = useDeleteAgent(agent.id);
  const sites = agent.allowedOrigins;
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
        <ul className="grid list-disc gap-1.5 pl-5">
          <li>
            {agent.publishedVersion === null || sites.length === 0
              ? 'No site embeds it, so none stops working.'
              : `It stops on ${counted(sites.length, 'site', 'sites')}: ${sites.map((site) => new URL(site).host).join(', ')}.`}
          </li>
          <li>Keys stay valid for your other agents, and start no calls with this one.</li>
          <li>Its prompt and all versions are erased for good.</li>
          <li>
            Its calls stay in the list, with their transcripts
            {recentCalls ? ` (${counted(recentCalls, 'call', 'calls')} in the last 7 days)` : ''}.
          </li>
        </ul>
      </ConfirmDialog>
    </>
  );
}
