import type { WebhookEndpoint } from '@orbisvoice/contracts';
import { lazy, Suspense } from 'react';
import { Dialog } from '../../../components/ui/dialog.js';
import { Loading } from '../../../components/ui/states.js';
import { toast } from '../../../lib/toast.js';
import { useUpdateEndpoint } from '../api/webhooks.js';

const EndpointForm = lazy(async () => ({ default: (await import('./endpoint-form.js')).EndpointForm }));

interface EditEndpointDialogProps {
  endpoint: WebhookEndpoint;
  open: boolean;
  onClose: () => void;
}

export function EditEndpointDialog({ endpoint, open, onClose }: EditEndpointDialogProps) {
  const update = useUpdateEndpoint(endpoint.id);
  return (
    <Dialog open={open} onClose={onClose} title="Edit endpoint">
      <Suspense
        fallback={
          <Loading label="Loading the form">
            <div className="skeleton h-72" />
          </Loading>
        }
      >
        <EndpointForm
          endpoint={endpoint}
          submit="Save"
          onCancel={onClose}
          onSubmit={async (wish) => {
            await update.mutateAsync(wish);
            toast('Endpoint saved.');
            onClose();
          }}
        />
      </Suspense>
    </Dialog>
  );
}
