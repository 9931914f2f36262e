import type {
  WebhookAttempt,
  WebhookDelivery,
  WebhookDeliveryState,
  WebhookEndpoint,
  WebhookEventType,
} from '@orbisvoice/contracts';
import type { BadgeTone } from '../../../components/ui/badge.js';
import { formatAgo } from '../../../lib/format.js';

/** When each event is told. */
export const EVENT_WORDS: Record<WebhookEventType, string> = {
  'call.started': 'A visitor and an agent are connected.',
  'call.ended': 'A call is over, for whatever reason.',
  'call.analysed': 'A call was read by a model after its end, or could not be.',
  'agent.published': 'Visitors get another version of an agent.',
  'booking.created': 'An agent booked a meeting.',
};

interface Standing {
  tone: BadgeTone;
  text: string;
}

const OFF_WORDS = {
  person: 'Paused',
  failing: 'Switched off: failing',
  gone: 'Switched off: gone',
} as const;

export function standingOf({ off, failingSince }: Pick<WebhookEndpoint, 'off' | 'failingSince'>): Standing {
  if (off) return { tone: off.reason === 'person' ? 'neutral' : 'bad', text: OFF_WORDS[off.reason] };
  return failingSince ? { tone: 'warn', text: 'Failing' } : { tone: 'good', text: 'On' };
}

/** What stands above an endpoint that sends nothing, or whose server does not answer well. */
export function troubleOf({
  off,
  failingSince,
}: Pick<WebhookEndpoint, 'off' | 'failingSince'>): string | undefined {
  if (off?.reason === 'failing')
    return `We switched it off ${formatAgo(off.at)}, after five days in which every attempt failed. Repair your server, switch it on, and send again what it missed.`;
  if (off?.reason === 'gone')
    return `We switched it off ${formatAgo(off.at)}, because your server answered “410 Gone”.`;
  if (off) return `Paused ${formatAgo(off.at)}. What happens meanwhile is kept for seven days as skipped.`;
  if (failingSince)
    return `No attempt has succeeded since ${formatAgo(failingSince)}. We go on trying; after five days it is switched off.`;
  return undefined;
}

export const DELIVERY_STATES: Record<WebhookDeliveryState, Standing> = {
  pending: { tone: 'warn', text: 'Waiting' },
  delivered: { tone: 'good', text: 'Delivered' },
  failed: { tone: 'bad', text: 'Failed' },
  skipped: { tone: 'neutral', text: 'Skipped' },
};

const FAULTS = {
  unreachable: 'no connection',
  timeout: 'no answer in time',
  broken: 'connection broke',
  interrupted: 'interrupted on our side',
} as const;

export const outcomeOf = ({ status, fault }: Pick<WebhookAttempt, 'status' | 'fault'>): string =>
  status !== null ? `HTTP ${status}` : fault ? FAULTS[fault] : 'under way';

/** "HTTP 500 in 120 ms · attempt 2, next in 5 minutes" */
export function deliveryFacts(delivery: WebhookDelivery): string {
  const { state, attempts, lastStatus, lastFault, lastDurationMs, nextAttemptAt, trigger } = delivery;
  const last = attempts > 0 ? outcomeOf({ status: lastStatus, fault: lastFault }) : undefined;
  const took = lastDurationMs === null ? '' : ` in ${lastDurationMs} ms`;
  return [
    last && `${last}${took}`,
    attempts > 1 && `${attempts} attempts`,
    state === 'pending' &&
      nextAttemptAt &&
      Date.parse(nextAttemptAt) > Date.now() &&
      `next ${formatAgo(nextAttemptAt)}`,
    trigger === 'replay' && 'sent again',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** A body as people read it; one that is no JSON stays as it is. */
export function readableBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
