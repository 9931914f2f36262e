import type { ApiKey } from '@orbisvoice/contracts';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { formatAgo, formatDate } from '../../../lib/format.js';
import { KEY_KINDS, limitWords, standingOf } from '../lib/key-words.js';

interface ApiKeyRowProps {
  apiKey: ApiKey;
  /** Both are missing where the key is past. */
  onLimits?: () => void;
  onRevoke?: () => void;
}

/** One key with all that is known of it. */
export function ApiKeyRow({ apiKey, onLimits, onRevoke }: ApiKeyRowProps) {
  const { name, kind, prefix, scopes, allowedOrigins, lastUsedAt, createdAt } = apiKey;
  const standing = standingOf(apiKey);
  const limits = limitWords(apiKey.limits);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-3 text-sm">
      <div className="grid min-w-60 flex-1 gap-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium break-words">{name}</span>
          <Badge>{KEY_KINDS[kind]}</Badge>
          {standing && <Badge tone={standing.tone}>{standing.text}</Badge>}
        </p>
        <p className="text-[13px] text-dim">
          <code className="font-mono text-xs">{prefix}…</code> · made {formatDate(createdAt)} ·{' '}
          {lastUsedAt ? `last used ${formatAgo(lastUsedAt)}` : 'never used'}
        </p>
        {kind === 'restricted' && <Words label="May" words={scopes} />}
        {kind === 'publishable' && (
          <Words label="From" words={allowedOrigins} none="every site that the agent allows" />
        )}
        {limits && <p className="text-[13px] text-dim">At most {limits}</p>}
      </div>
      <div className="flex shrink-0 flex-wrap justify-end">
        {onLimits && (
          <Button look="quiet" onClick={onLimits} aria-label={`Limits of ${name}`}>
            Limits
          </Button>
        )}
        {onRevoke && (
          <Button look="quiet" onClick={onRevoke} aria-label={`Revoke ${name}`}>
            Revoke
          </Button>
        )}
      </div>
    </li>
  );
}

function Words({ label, words, none }: { label: string; words: readonly string[]; none?: string }) {
  return (
    <p className="text-[13px] text-dim">
      {label}{' '}
      {words.length === 0 ? none : <span className="font-mono text-xs break-all">{words.join(', ')}</span>}
    </p>
  );
}
