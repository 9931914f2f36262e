import { useId } from 'react';
import { cx } from '../../lib/cx.js';

interface SegmentsProps<T extends string> {
  label: string;
  options: readonly (readonly [T, string])[];
  value: T;
  onChange: (value: T) => void;
  disabled?: boolean;
}

/** A choice of few, all of them in sight. */
export function Segments<T extends string>({
  label,
  options,
  value,
  onChange,
  disabled = false,
}: SegmentsProps<T>) {
  const id = useId();
  return (
    <fieldset className="inline-flex rounded-control border border-line bg-mist p-0.5" disabled={disabled}>
      <legend className="sr-only">{label}</legend>
      {options.map(([option, text]) => (
        <label
          key={option}
          className={cx(
            'cursor-pointer rounded-[6px] px-3 py-1 text-[13px] font-medium has-focus-visible:outline-2 has-focus-visible:outline-signal has-disabled:cursor-not-allowed',
            option === value ? 'bg-paper text-ink shadow-sm' : 'text-dim hover:text-ink',
          )}
        >
          <input
            type="radio"
            name={id}
            className="sr-only"
            checked={option === value}
            onChange={() => onChange(option)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
