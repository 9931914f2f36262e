import type { ButtonHTMLAttributes } from 'react';
import { cx } from '../../lib/cx.js';
import { Spinner } from './spinner.js';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger';

const LOOKS: Record<Look, string> = {
  primary: 'bg-orbis text-on-orbis hover:bg-orbis-strong',
  secondary: 'border border-line bg-paper text-ink hover:bg-mist',
  quiet: 'text-dim hover:bg-mist hover:text-ink',
  danger: 'bg-bad text-paper hover:opacity-90',
};

/** Class names of a button, for links that look like one. */
export const buttonClass = (look: Look = 'secondary', size: 'md' | 'lg' = 'md'): string =>
  cx(
    'inline-flex items-center justify-center gap-2 rounded-control font-medium whitespace-nowrap transition-colors',
    'disabled:cursor-not-allowed disabled:opacity-55',
    size === 'md' ? 'h-9 px-3.5 text-sm' : 'h-11 px-5 text-[15px]',
    LOOKS[look],
  );

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  size?: 'md' | 'lg';
  /** Shows that work goes on and takes no second press. */
  busy?: boolean;
}

export function Button({ look, size, busy = false, className, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={cx(buttonClass(look, size), className)}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}
