import type { Call, CallChannel, CallEndReason } from '@orbisvoice/contracts';
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
export function callState({ status, endReason }: Pick<Call, 'status' | 'endReason'>): {
  tone: BadgeTone;
  text: string;
} {
  if (status === 'live') return { tone: 'live', text: 'Live' };
  if (status === 'created') return { tone: 'neutral', text: 'Not begun' };
  return { tone: endReason && FAULTS.includes(endReason) ? 'bad' : 'good', text: 'Ended' };
}

/** `provider.opened` → "Provider opened". */
export const eventName = (kind: string): string => {
  const words = kind.replace(/[._-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
