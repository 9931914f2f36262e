import type { WebhookEndpoint } from '@orbisvoice/contracts';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.js';
import { messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { useDeleteEndpoint } from '../api/webhooks.js';

interface DeleteEndpointDialogProps {
  endpoint: WebhookEndpoint;
  open: boolean;
  onClose: () => void;
  onDeleted: () => void;
}

export function DeleteEndpointDialog({ endpoint, open, onClose, onDeleted }: DeleteEndpointDialogProps) {
  const remove = useDeleteEndpoint(endpoint.id);
  const confirm = (): void =>
    remove.mutate(undefined, {
      onSuccess: () => {
        toast('The endpoint was deleted.');
        onDeleted();
      },
      onError: (error) => toast(messageOf(error), 'bad'),
    });
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      onConfirm={confirm}
      busy={remove.isPending}
      title="Delete this endpoint?"
      confirm="Delete endpoint"
    >
      <span className="font-mono text-[13px] break-all">{endpoint.url}</span> is told nothing more, and its
      log and signing secret go. To stop for a while only, pause it.
    </ConfirmDialog>
  );
}
