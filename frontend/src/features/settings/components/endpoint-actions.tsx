import type { WebhookEndpoint } from '@orbisvoice/contracts';
import { Pause, Play, Send } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { useSendTest } from '../api/webhook-deliveries.js';
import { useUpdateEndpoint } from '../api/webhooks.js';
import { DeleteEndpointDialog } from './delete-endpoint-dialog.js';
import { EditEndpointDialog } from './edit-endpoint-dialog.js';
import { RotateSecretDialog } from './rotate-secret-dialog.js';

const DIALOGS = [
  ['edit', 'Edit'],
  ['rotate', 'New secret'],
  ['delete', 'Delete'],
] as const;

const sayFailure = (error: unknown): void => toast(messageOf(error), 'bad');

interface EndpointActionsProps {
  endpoint: WebhookEndpoint;
  onDeleted: () => void;
}

export function EndpointActions({ endpoint, onDeleted }: EndpointActionsProps) {
  const [open, setOpen] = useState<(typeof DIALOGS)[number][0]>();
  const close = (): void => setOpen(undefined);
  const test = useSendTest(endpoint.id);
  const update = useUpdateEndpoint(endpoint.id);
  const { enabled } = endpoint;
  const turn = (): void =>
    update.mutate(
      { enabled: !enabled },
      {
        onSuccess: () => toast(enabled ? 'Paused. Nothing more is sent.' : 'On again.'),
        onError: sayFailure,
      },
    );
  return (
    <>
      <Button
        busy={test.isPending}
        disabled={!enabled}
        onClick={() =>
          test.mutate(undefined, {
            onSuccess: () => toast('A test event is on its way.'),
            onError: sayFailure,
          })
        }
      >
        <Send size={15} aria-hidden="true" />
        Send test
      </Button>
      <Button busy={update.isPending} onClick={turn}>
        {enabled ? <Pause size={15} aria-hidden="true" /> : <Play size={15} aria-hidden="true" />}
        {enabled ? 'Pause' : 'Switch on'}
      </Button>
      {DIALOGS.map(([name, text]) => (
        <Button key={name} look="quiet" onClick={() => setOpen(name)}>
          {text}
        </Button>
      ))}
      <EditEndpointDialog endpoint={endpoint} open={open === 'edit'} onClose={close} />
      <RotateSecretDialog endpointId={endpoint.id} open={open === 'rotate'} onClose={close} />
      <DeleteEndpointDialog
        endpoint={endpoint}
        open={open === 'delete'}
        onClose={close}
        onDeleted={onDeleted}
      />
    </>
  );
}
