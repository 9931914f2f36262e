import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { FormError } from '../../../components/ui/states.js';
import { messageOf } from '../../../lib/api-error.js';
import { useRotateSecret } from '../api/webhooks.js';
import { SecretOnce } from './secret-once.js';

interface RotateSecretDialogProps {
  endpointId: string;
  open: boolean;
  onClose: () => void;
}

/** A new signing secret, shown once; the old one goes on for a day, unless it has leaked. */
export function RotateSecretDialog({ endpointId, open, onClose }: RotateSecretDialogProps) {
  const rotate = useRotateSecret(endpointId);
  const [leaked, setLeaked] = useState(false);
  const close = (): void => {
    onClose();
    rotate.reset();
    setLeaked(false);
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={rotate.data ? 'Copy the new secret now' : 'New signing secret'}
    >
      {rotate.data ? (
        <SecretOnce
          secret={rotate.data.secret}
          text={
            leaked
              ? 'Everything is signed with it from now on. It is shown this once.'
              : 'For 24 hours messages carry both signatures, so your server may change over at any moment. It is shown this once.'
          }
          onDone={close}
        />
      ) : (
        <div className="grid gap-4">
          <p className="text-sm leading-relaxed text-dim">
            Messages are signed by the new and the old secret for 24 hours, then by the new one alone.
          </p>
          <Checkbox
            label="The old secret has leaked"
            help="It signs nothing more from now on; your server refuses messages until it knows the new one."
            checked={leaked}
            onChange={(event) => setLeaked(event.target.checked)}
          />
          <FormError message={rotate.isError ? messageOf(rotate.error) : undefined} />
          <div className="flex justify-end gap-2">
            <Button onClick={close}>Cancel</Button>
            <Button look="primary" busy={rotate.isPending} onClick={() => rotate.mutate(!leaked)}>
              Make a new secret
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
