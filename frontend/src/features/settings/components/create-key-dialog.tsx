import { useState } from 'react';
import type { CreatedApiKey } from '@orbisvoice/contracts';
import { Button } from '../../../components/ui/button.js';
import { CopyButton } from '../../../components/ui/copy-button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { CreateKeyForm } from './create-key-form.js';

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
        <div className="grid gap-4">
          <p className="text-sm leading-relaxed text-dim">
            It is shown this once. We keep only a fingerprint and cannot show it again.
          </p>
          <code className="rounded-control border border-line bg-mist p-3 font-mono text-[13px] break-all">
            {created.key}
          </code>
          <div className="flex justify-end gap-2">
            <CopyButton text={created.key} label="Copy key" />
            <Button look="primary" onClick={close}>
              Done
            </Button>
          </div>
        </div>
      ) : (
        <CreateKeyForm onCreated={setCreated} onCancel={close} />
      )}
    </Dialog>
  );
}
