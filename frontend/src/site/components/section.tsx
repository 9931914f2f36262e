import type { ReactNode } from 'react';
import { cx } from '../../lib/cx.js';

interface SectionProps {
  id?: string;
  eyebrow?: string;
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  /** A line above, from edge to edge. */
  ruled?: boolean;
  aside?: boolean;
}

/** `aside` sets the heading beside the content instead of above it. */
export function Section({ id, eyebrow, title, lead, children, ruled = true, aside = false }: SectionProps) {
  return (
    <section id={id} className={cx(ruled && 'border-t border-line')}>
      <div
        className={cx(
          'mx-auto max-w-6xl px-4 py-16 sm:px-8 sm:py-24',
          aside && 'lg:grid lg:grid-cols-[1fr_2fr] lg:gap-14',
        )}
      >
        <div>
          {eyebrow && <p className="eyebrow mb-3">{eyebrow}</p>}
          <h2 className="title max-w-3xl">{title}</h2>
          {lead && <p className="lead mt-4 max-w-2xl">{lead}</p>}
        </div>
        <div className={cx('mt-10', aside ? 'lg:mt-1' : 'sm:mt-12')}>{children}</div>
      </div>
    </section>
  );
}
