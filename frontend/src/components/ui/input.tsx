import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cx } from '../../lib/cx.js';

// 16 px on phones: iOS zooms into anything smaller.
const CONTROL = cx(
  'w-full rounded-control border border-edge/60 bg-paper px-3 text-base sm:text-sm text-ink placeholder:text-dim',
  'hover:border-edge aria-invalid:border-bad disabled:opacity-60',
);

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...rest} className={cx(CONTROL, 'h-10 sm:h-9', className)} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...rest} className={cx(CONTROL, 'py-2 leading-relaxed', className)} />;
}

/** The platform's own select: best on phones, and it needs no injected style sheet. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={cx('relative inline-flex w-full', className)}>
      <select {...rest} className={cx(CONTROL, 'h-10 appearance-none pr-9 sm:h-9')}>
        {children}
      </select>
      <ChevronDown
        size={16}
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-dim"
      />
    </span>
  );
}
