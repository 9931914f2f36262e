import { lazy, Suspense, useState } from 'react';
import type { CreatedApiKey } from '@orbisvoice/contracts';
import { Dialog } from '../../../components/ui/dialog.js';
import { Loading } from '../../../components/ui/states.js';
import { SecretOnce } from './secret-once.js';

/** Most visits to the settings make no key. */
const CreateKeyForm = lazy(async () => ({ default: (await import('./create-key-form.js')).CreateKeyForm }));

/** Makes a key and shows it the one time it can be seen. */
export function CreateKeyDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [created, setCreated] = useState<CreatedApiKey>();
  const close = (): void => {
    setCreated(undefined);
    onClose();
  };
  return (
    <Dialog open={open} onClose={close} title={created ? 'Copy your key now' : 'New API key'}>
      {created ? (
        <SecretOnce
          secret={created.key}
          text="It is shown this once. We keep only a fingerprint and cannot show it again."
          onDone={close}
        />
      ) : (
        <Suspense
          fallback={
            <Loading label="Loading the form">
              <div className="skeleton h-48" />
            </Loading>
          }
        >
          <CreateKeyForm onCreated={setCreated} onCancel={close} />
        </Suspense>
      )}
    </Dialog>
  );
}
