import { useId, type ComponentProps, type ReactNode } from 'react';

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'id'> {
  label: ReactNode;
  help?: ReactNode;
}

/** A box with its words; all of it can be pressed. */
export function Checkbox({ label, help, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <label className="-mx-2 flex cursor-pointer items-start gap-3 rounded-control px-2 py-1.5 hover:bg-mist">
      <input
        {...rest}
        type="checkbox"
        aria-describedby={help ? id : undefined}
        className="mt-0.5 size-4 shrink-0 accent-orbis"
      />
      <span className="min-w-0 text-sm">
        <span className="block font-medium wrap-anywhere">{label}</span>
        {help && (
          <span id={id} className="block text-[13px] leading-relaxed wrap-anywhere text-dim">
            {help}
          </span>
        )}
      </span>
    </label>
  );
}
