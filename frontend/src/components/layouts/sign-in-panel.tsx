import type { ReactNode } from 'react';
import { useTitle } from '../../lib/use-title.js';

/** Heading, body and the way to the neighbouring page. */
export function SignInPanel({
  title,
  text,
  footer,
  children,
}: Record<'title', string> & {
  text?: ReactNode;
  footer?: ReactNode;
  children?: ReactNode;
}) {
  useTitle(title);
  return (
    <>
      <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
      {text && <p className="mt-1.5 text-sm leading-relaxed text-dim">{text}</p>}
      {children && <div className="mt-6">{children}</div>}
      {footer && <p className="mt-6 border-t border-line pt-5 text-sm text-dim">{footer}</p>}
    </>
  );
}
