import type { Call } from '@orbisvoice/contracts';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button, buttonClass } from '../../../components/ui/button.js';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.js';
import { messageOf } from '../../../lib/api-error.js';
import { toast } from '../../../lib/toast.js';
import { useEraseCall } from '../api/erase-call.js';

const FILES = ['txt', 'vtt', 'json'] as const;

interface CallActionsProps {
  call: Call;
  mayErase: boolean;
  onErased: () => void;
}

/** Keeps what was said as a file, or takes it away for good. */
export function CallActions({ call, mayErase, onErased }: CallActionsProps) {
  const [asking, setAsking] = useState(false);
  const erase = useEraseCall(call.id);
  const confirm = (): void =>
    erase.mutate(undefined, {
      onSuccess: () => {
        setAsking(false);
        onErased();
      },
      onError: (error) => toast(messageOf(error), 'bad'),
    });
  return (
    <div className="flex flex-wrap items-center gap-2">
      {FILES.map((format) => (
        <a
          key={format}
          href={`/calls/${call.id}/transcript.${format}`}
          download
          aria-label={`Download the transcript as ${format.toUpperCase()}`}
          className={buttonClass()}
        >
          {format.toUpperCase()}
        </a>
      ))}
      {mayErase && call.status === 'ended' && (
        <Button look="quiet" onClick={() => setAsking(true)}>
          <Trash2 size={16} aria-hidden="true" /> Erase
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={confirm}
        title="Erase this call?"
        confirm="Erase for good"
        busy={erase.isPending}
      >
        <p>
          Transcript, timeline, caller, site and the visitor’s comment are deleted and cannot be brought back.
          Its numbers stay in analytics, and the consent receipt stays as a proof without a name.
        </p>
      </ConfirmDialog>
    </div>
  );
}
