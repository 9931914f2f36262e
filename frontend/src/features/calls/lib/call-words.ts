import type { AnalysisReason, Call, CallChannel, CallEndReason } from '@orbisvoice/contracts';
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
  key_revoked: 'API key revoked',
  signed_out: 'Signed out',
  orphaned: 'Recovered after a crash',
  taken_over: 'Continued elsewhere',
  draining: 'Service restart',
  error: 'Error',
};

const WHY_NO_ANALYSIS: Record<AnalysisReason, string> = {
  no_key: 'this installation has no key of a model.',
  nothing_said: 'the visitor said nothing.',
  refused: 'the model refused to read this call.',
  unreadable: 'the model’s answer was not what was asked for.',
  unavailable: 'the model could not be reached, also when tried again.',
};

/** @param reason Null where a fault of the service ended it. */
export const whyNoAnalysis = (reason: AnalysisReason | null): string =>
  reason ? WHY_NO_ANALYSIS[reason] : 'something went wrong on our side.';

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
