import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.js';
import { messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { useReplayMissed } from '../api/webhook-deliveries.js';

const LOG_MS = 7 * 86_400_000;

/** For a server that was away for a while. */
export function ReplayMissedButton({ endpointId }: { endpointId: string }) {
  const [asking, setAsking] = useState(false);
  const replay = useReplayMissed(endpointId);
  const send = (): void => {
    const now = Date.now();
    replay.mutate(
      { from: new Date(now - LOG_MS).toISOString(), to: new Date(now).toISOString() },
      {
        onSuccess: ({ count }) => {
          setAsking(false);
          toast(count === 0 ? 'Nothing was missed.' : `${count} on their way once more.`);
        },
        onError: (error) => toast(messageOf(error), 'bad'),
      },
    );
  };
  return (
    <>
      <Button onClick={() => setAsking(true)}>Send missed ones</Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={send}
        busy={replay.isPending}
        title="Send again what was missed?"
        confirm="Send again"
      >
        Everything of the last seven days that failed or was skipped goes out once more, under its old
        webhook-id.
      </ConfirmDialog>
    </>
  );
}
