import { useId, type ReactNode } from 'react';

export interface FieldControl {
  id: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
}

interface FieldProps {
  label: string;
  help?: ReactNode;
  error?: string | undefined;
  /** Stands right of the label, such as a counter. */
  aside?: ReactNode;
  children: (control: FieldControl) => ReactNode;
}

/** Label, control, help and error of one value, tied together for everyone. */
export function Field({ label, help, error, aside, children }: FieldProps) {
  const id = useId();
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="grid content-start gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {aside && <span className="text-xs text-dim tabular-nums">{aside}</span>}
      </div>
      {children({
        id,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': described || undefined,
      })}
      {error && (
        <p id={`${id}-error`} className="text-[13px] text-bad first-letter:uppercase">
          {error}
        </p>
      )}
      {help && (
        <div id={`${id}-help`} className="text-[13px] leading-relaxed text-dim">
          {help}
        </div>
      )}
    </div>
  );
}
