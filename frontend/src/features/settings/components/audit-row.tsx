import type { AuditEntry } from '@orbisvoice/contracts';
import { Badge } from '../../../components/ui/badge.js';
import { formatAgo, formatDateTime } from '../../../lib/format.js';
import { auditWords } from '../lib/audit-words.js';

/** Facts that only a search needs, one under the other. */
function Facts({ entry }: { entry: AuditEntry }) {
  const facts: [string, string | null][] = [
    ['Action', entry.action],
    ['When', entry.at],
    ['By', entry.actor.id],
    [entry.targetType.replace(/_/g, ' '), entry.targetId],
    ['Request', entry.requestId],
  ];
  return (
    <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-control bg-mist p-3 text-xs">
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <div key={name} className="contents">
              <dt className="text-dim first-letter:uppercase">{name}</dt>
              <dd className="font-mono break-all">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

export function AuditRow({ entry }: { entry: AuditEntry }) {
  const { actor, at, outcome, targetLabel, targetId } = entry;
  const whom = targetId === actor.id ? null : targetLabel;
  return (
    <li className="py-1 text-sm">
      <details className="group">
        <summary className="-mx-2 flex cursor-pointer flex-wrap items-baseline gap-x-3 gap-y-0.5 rounded-control px-2 py-1.5 hover:bg-mist">
          <span className="min-w-48 flex-1 break-words">
            <span className="font-medium">{actor.label}</span> {auditWords(entry)}
            {whom && <span className="text-dim"> · {whom}</span>}
            {actor.kind === 'api_key' && <span className="text-dim"> by API key</span>}
          </span>
          {outcome === 'refused' && <Badge tone="bad">Refused</Badge>}
          <time dateTime={at} title={formatDateTime(at)} className="text-[13px] whitespace-nowrap text-dim">
            {formatAgo(at)}
          </time>
        </summary>
        <Facts entry={entry} />
      </details>
    </li>
  );
}
