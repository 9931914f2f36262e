import type { TeamExport } from '@orbisvoice/contracts';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { formatAgo, formatDateTime } from '../../../lib/format.js';
import { downloadTeamExport } from '../api/team-exports.js';
import { amountWords, doneShare, stateWords } from '../lib/team-export-words.js';

/** Browsers draw it in colours of their own unless every piece is named. */
const BAR =
  'h-1.5 w-full appearance-none overflow-hidden rounded-full border-0 bg-mist [&::-moz-progress-bar]:bg-orbis [&::-webkit-progress-bar]:bg-mist [&::-webkit-progress-value]:bg-orbis';

/** One export: by whom, how far, and, for whoever asked, the way to begin a download, or to begin it anew. */
export function TeamExportRow({ one, mine }: { one: TeamExport; mine: boolean }) {
  const [tone, words] = stateWords(one);
  const amount = amountWords(one);
  const mayBegin = mine && one.openUntil !== null && one.state !== 'running';
  return (
    <li className="grid gap-2 py-2.5">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="min-w-48 flex-1">
          <span className="font-medium">{one.askedBy.label}</span>
          {amount && <span className="text-dim"> · {amount}</span>}
        </span>
        {mayBegin && (
          <Button onClick={() => downloadTeamExport(one)}>
            {one.state === 'waiting' ? 'Download' : 'Download again'}
          </Button>
        )}
        <Badge tone={tone}>{words}</Badge>
        <time
          dateTime={one.askedAt}
          title={formatDateTime(one.askedAt)}
          className="text-[13px] whitespace-nowrap text-dim"
        >
          {formatAgo(one.askedAt)}
        </time>
      </div>
      {one.state === 'running' && (
        <progress
          aria-label="Downloaded so far"
          {...(one.expected !== null && { value: doneShare(one) })}
          className={BAR}
        />
      )}
    </li>
  );
}
