import type { ReactNode } from 'react';
import { Button } from './button.js';
import { Dialog } from './dialog.js';

interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: string;
  confirm: string;
  cancel?: string;
  busy?: boolean;
  /** What happens, in full: people decide here. */
  children: ReactNode;
}

export function ConfirmDialog({
  open,
  onClose,
  onConfirm,
  title,
  confirm,
  cancel = 'Cancel',
  busy,
  children,
}: ConfirmDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={title}>
      <div className="text-sm leading-relaxed text-dim">{children}</div>
      <div className="mt-6 flex justify-end gap-2">
        <Button onClick={onClose}>{cancel}</Button>
        <Button look="danger" busy={busy ?? false} onClick={onConfirm}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
}
