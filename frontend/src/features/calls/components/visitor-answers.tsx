import type { Call } from '@orbisvoice/contracts';
import { formatDateTime } from '../../../lib/format.js';

/** What the visitor agreed to before the call, and thought of it after. */
export function VisitorAnswers({ consent, rating }: Pick<Call, 'consent' | 'rating'>) {
  return (
    <dl className="grid gap-3 text-sm">
      <div>
        <dt className="text-dim">Consent</dt>
        {consent ? (
          <dd>
            {consent.accepted ? 'Accepted' : 'Declined, wrote instead'} · {formatDateTime(consent.at)}
            <span className="block font-mono text-xs break-all text-dim">text {consent.version}</span>
          </dd>
        ) : (
          <dd>Not asked</dd>
        )}
      </div>
      <div>
        <dt className="text-dim">Rating</dt>
        {rating ? (
          <dd>
            {rating.rating} of 5
            {rating.comment && <q className="mt-1 block leading-relaxed break-words">{rating.comment}</q>}
          </dd>
        ) : (
          <dd>Not rated</dd>
        )}
      </div>
    </dl>
  );
}
