import { useId, type ReactNode } from 'react';
import { cx } from '../../lib/cx.js';

interface CardProps {
  title?: string;
  /** The place of a link to it. */
  id?: string;
  text?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A titled part of a page. */
export function Card({ title, id: place, text, actions, className, children }: CardProps) {
  const id = useId();
  return (
    <section
      id={place}
      aria-labelledby={title ? id : undefined}
      className={cx(
        'min-w-0 scroll-mt-18 lg:scroll-mt-4 rounded-card border border-line bg-paper p-5',
        className,
      )}
    >
      {title && (
        <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
          <div>
            <h2 id={id} className="text-[15px] font-semibold">
              {title}
            </h2>
            {text && <p className="mt-0.5 text-[13px] leading-relaxed text-dim">{text}</p>}
          </div>
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}
