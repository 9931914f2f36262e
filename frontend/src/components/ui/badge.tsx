import type { ReactNode } from 'react';
import { cx } from '../../lib/cx.js';

const TONES = {
  neutral: 'text-dim',
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
  live: 'text-signal',
} as const;

export type BadgeTone = keyof typeof TONES;

/** A state in one word. The dot carries the colour, the word the meaning. */
export function Badge({ tone = 'neutral', children }: { tone?: BadgeTone; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5 rounded-full border border-line bg-paper px-2 py-0.5 text-xs font-medium whitespace-nowrap">
      <span aria-hidden="true" className={cx('size-1.5 rounded-full bg-current', TONES[tone])} />
      {children}
    </span>
  );
}
