import type { CreatedWebhookEndpoint } from '@orbisvoice/contracts';
import { lazy, Suspense, useState } from 'react';
import { Dialog } from '../../../components/ui/dialog.js';
import { Loading } from '../../../components/ui/states.js';
import { useCreateEndpoint } from '../api/webhooks.js';
import { SecretOnce } from './secret-once.js';

const EndpointForm = lazy(async () => ({ default: (await import('./endpoint-form.js')).EndpointForm }));

interface CreateEndpointDialogProps {
  open: boolean;
  onClose: () => void;
  onCreated: (id: string) => void;
}

/** Makes an endpoint and shows its secret the one time it can be seen. */
export function CreateEndpointDialog({ open, onClose, onCreated }: CreateEndpointDialogProps) {
  const create = useCreateEndpoint();
  const [created, setCreated] = useState<CreatedWebhookEndpoint>();
  const close = (): void => {
    onClose();
    setCreated(undefined);
    if (created) onCreated(created.id);
  };
  return (
    <Dialog open={open} onClose={close} title={created ? 'Copy the signing secret now' : 'New endpoint'}>
      {created ? (
        <SecretOnce
          secret={created.secret}
          text="Your server checks the signature of every request with it. It is shown this once; you can make a new one at any time."
          onDone={close}
        />
      ) : (
        <Suspense
          fallback={
            <Loading label="Loading the form">
              <div className="skeleton h-72" />
            </Loading>
          }
        >
          <EndpointForm
            submit="Create endpoint"
            onCancel={close}
            onSubmit={async (wish) => setCreated(await create.mutateAsync({ ...wish, enabled: true }))}
          />
        </Suspense>
      )}
    </Dialog>
  );
}
