import { useRef, type ComponentProps } from 'react';
import { Textarea } from '../../../components/ui/input.js';
import { cx } from '../../../lib/cx.js';
import { placeParts } from '../lib/prompt-variables.js';

interface HighlightedTextareaProps extends ComponentProps<'textarea'> {
  /** What the textarea holds, once more: the layer below shows it with its variables marked. */
  text: string;
}

const TONES = { text: '', name: 'bg-orbis/15', fault: 'bg-warn/20' } as const;

/**
 * A textarea with its variables marked. The marks stand on a layer below that has the same text in the same places, so
 * everything that one can do with a textarea stays as it is; screen readers meet the textarea alone.
 */
export function HighlightedTextarea({ text, className, onScroll, ...rest }: HighlightedTextareaProps) {
  const layer = useRef<HTMLDivElement>(null);
  return (
    <div className="relative grid">
      <div
        ref={layer}
        aria-hidden="true"
        className="pointer-events-none absolute inset-0 [scrollbar-gutter:stable] overflow-hidden rounded-control border border-transparent px-3 py-2 text-base leading-relaxed break-words whitespace-pre-wrap text-transparent sm:text-sm"
      >
        {placeParts(text).map(({ kind, source }, index) =>
          kind === 'text' ? (
            source
          ) : (
            <mark key={index} className={cx('rounded-sm text-transparent', TONES[kind])}>
              {source}
            </mark>
          ),
        )}
        {/* A last line that is empty has no height otherwise. */}
        {'\n'}
      </div>
      <Textarea
        {...rest}
        onScroll={(event) => {
          if (layer.current) layer.current.scrollTop = event.currentTarget.scrollTop;
          onScroll?.(event);
        }}
        className={cx('relative [scrollbar-gutter:stable] bg-transparent', className)}
      />
    </div>
  );
}
