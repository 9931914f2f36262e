import { CALL_CHANNELS, CALL_FAILURES, CALL_STATUSES } from '@orbisvoice/contracts/words';
import { uuidIn } from '../../../lib/uuid.js';
import type { CallFilter } from '../api/get-calls.js';

const DAY_MS = 86_400_000;
const RATINGS: Readonly<Record<string, Pick<CallFilter, 'minRating' | 'maxRating'>>> = {
  low: { maxRating: 2 },
  middle: { minRating: 3, maxRating: 3 },
  high: { minRating: 4 },
};

/** Filters live in the address, so that a view can be bookmarked. What no API would accept is left out. */
export function filterOf(search: URLSearchParams, now = Date.now()): CallFilter {
  const days = Number(search.get('days'));
  const rating = search.get('rating') ?? '';
  return {
    agentId: uuidIn(search.get('agentId')),
    status: CALL_STATUSES.find((status) => status === search.get('status')),
    channel: CALL_CHANNELS.find((channel) => channel === search.get('channel')),
    failure: CALL_FAILURES.find((failure) => failure === search.get('failure')),
    ...(days > 0 && days <= 365 && { from: new Date(now - days * DAY_MS).toISOString() }),
    ...(Object.hasOwn(RATINGS, rating) && RATINGS[rating]),
    q: search.get('q')?.slice(0, 200) || undefined,
  };
}
