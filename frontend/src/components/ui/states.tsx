import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { messageOf } from '../../lib/api-error.js';
import { Button } from './button.js';

/** Nothing here yet, and what to do about it. */
export function EmptyState({
  icon,
  title,
  text,
  action,
}: Record<'title' | 'text', string> & { icon?: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-1 rounded-card border border-dashed border-line px-6 py-14 text-center">
      {icon && <div className="mb-2 text-dim">{icon}</div>}
      <h2 className="text-[15px] font-semibold">{title}</h2>
      <p className="max-w-sm text-sm leading-relaxed text-dim">{text}</p>
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}

/** Something could not be loaded; it can be tried again where it stands. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-3 rounded-card border border-line bg-mist p-4 text-sm"
    >
      <CircleAlert size={18} aria-hidden="true" className="text-bad" />
      <p className="min-w-48 flex-1">{messageOf(error)}</p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}

/** A message about a whole form. */
export function FormError({ message }: { message: string | undefined }) {
  if (!message) return null;
  return (
    <p role="alert" className="rounded-control border border-bad/40 bg-bad/8 px-3 py-2 text-sm text-bad">
      {message}
    </p>
  );
}

/** Grey bars in the shape of what is coming. The words are for screen readers. */
export function Loading({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="status">
      <span className="sr-only">{label}</span>
      <div aria-hidden="true">{children}</div>
    </div>
  );
}
