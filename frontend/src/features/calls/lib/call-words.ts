import type { Call, CallChannel, CallEndReason, TimelineEvent } from '@orbisvoice/contracts';
import type { BadgeTone } from '../../../components/ui/badge.js';

export const CHANNELS: Record<CallChannel, string> = {
  dashboard: 'Dashboard',
  widget: 'Website',
  api: 'API',
};

export const END_REASONS: Record<CallEndReason, string> = {
  client_ended: 'Caller hung up',
  agent_ended: 'Agent hung up',
  idle_timeout: 'Silence',
  max_duration: 'Longest time reached',
  provider_unavailable: 'Voice service away',
  client_lost: 'Caller lost',
  orphaned: 'Recovered after a crash',
  taken_over: 'Continued elsewhere',
  draining: 'Service restart',
  error: 'Error',
};

const FAULTS: readonly CallEndReason[] = ['provider_unavailable', 'orphaned', 'error'];

/** The one word and colour that say how a call stands. */
export function callState({
  status,
  endReason,
  healthScore,
}: Pick<Call, 'status' | 'endReason' | 'healthScore'>): {
  tone: BadgeTone;
  text: string;
} {
  if (status === 'live') return { tone: 'live', text: 'Live' };
  if (status === 'created') return { tone: 'neutral', text: 'Not begun' };
  if (endReason && FAULTS.includes(endReason)) return { tone: 'bad', text: 'Failed' };
  if (healthScore !== null && healthScore < 100) return { tone: 'warn', text: 'Recovered' };
  return { tone: 'good', text: 'Ended' };
}

/** `provider.opened` → "Provider opened". */
export const eventName = (kind: string): string => {
  const words = kind.replace(/[._-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Measurements that stand on the page by themselves. */
const MEASUREMENTS: readonly string[] = ['turn.latency', 'turn.first-sound', 'turn.usage'];

/** What happened, in the order of time. */
export const happeningsOf = (events: readonly TimelineEvent[]): TimelineEvent[] =>
  events
    .filter(({ kind }) => !MEASUREMENTS.includes(kind))
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || one.seq - other.seq);
