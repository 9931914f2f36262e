import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { dismissToast, useToasts } from '../../lib/toast.js';

export function Toaster() {
  const toasts = useToasts();
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-4 bottom-4 z-50 grid justify-items-end gap-2 sm:left-auto"
    >
      {toasts.map(({ id, tone, text }) => (
        <div
          key={id}
          className="pointer-events-auto flex max-w-sm items-center gap-3 rounded-card border border-line bg-paper py-2.5 pr-2 pl-3.5 text-sm shadow-lg"
        >
          {tone === 'good' ? (
            <CircleCheck size={18} aria-hidden="true" className="shrink-0 text-good" />
          ) : (
            <CircleAlert size={18} aria-hidden="true" className="shrink-0 text-bad" />
          )}
          <p className="flex-1">{text}</p>
          <button
            type="button"
            aria-label="Dismiss"
            onClick={() => dismissToast(id)}
            className="grid size-7 place-items-center rounded-control text-dim hover:bg-mist"
          >
            <X size={16} aria-hidden="true" />
          </button>
        </div>
      ))}
    </div>
  );
}
