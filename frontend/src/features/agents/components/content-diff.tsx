import { ArrowRight } from 'lucide-react';
import type { ContentChange } from '../lib/content-changes.js';
import { TextDiff } from './text-diff.js';

/** Field by field what differs. */
export function ContentDiff({ changes }: { changes: readonly ContentChange[] }) {
  if (changes.length === 0) return <p className="text-sm text-dim">No difference.</p>;
  return (
    <dl className="grid gap-4">
      {changes.map(({ label, kind, before, after }) => (
        <div key={label} className="grid gap-1.5">
          <dt className="text-[13px] font-medium">{label}</dt>
          <dd className="min-w-0">
            {kind === 'text' ? (
              <TextDiff before={before} after={after} />
            ) : (
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
                <del className="text-dim decoration-bad/60">{before}</del>
                <ArrowRight size={14} aria-label="becomes" className="text-dim" />
                <ins className="font-medium no-underline">{after}</ins>
              </p>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
