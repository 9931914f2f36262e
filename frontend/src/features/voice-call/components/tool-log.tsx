import { CircleAlert, CircleCheck } from 'lucide-react';
import { Spinner } from '../../../components/ui/spinner.js';
import type { ToolUse } from '../lib/tool-log.js';

/** What the agent does besides talking, while it does it. */
export function ToolLog({ uses }: { uses: readonly ToolUse[] }) {
  if (uses.length === 0) return null;
  return (
    <section aria-label="Tools used" className="mt-4 border-t border-line pt-3">
      <h3 className="mb-2 text-xs font-medium text-dim">Tools</h3>
      <ul role="log" className="grid gap-1.5">
        {uses.map(({ id, name, ended }) => (
          <li key={id} className="flex items-center gap-2 text-[13px]">
            {!ended ? (
              <Spinner />
            ) : ended.ok ? (
              <CircleCheck size={16} aria-hidden="true" className="text-good" />
            ) : (
              <CircleAlert size={16} aria-hidden="true" className="text-bad" />
            )}
            <code className="min-w-0 truncate font-mono">{name}</code>
            <span className="ml-auto text-xs text-dim tabular-nums">
              {ended ? `${ended.ok ? 'done' : 'failed'}, ${ended.ms} ms` : 'running'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
