import type { CallEndReason, FollowUpReason } from '@orbisvoice/contracts';

/** A follow-up as it is kept. */
export interface FollowUpRecord {
  id: string;
  callId: string;
  agentId: string;
  reason: FollowUpReason;
  openedAt: Date;
  doneAt: Date | null;
}

/** What is looked at of a call that is over. */
export interface EndedCall {
  endReason: CallEndReason;
  failure: 'error' | 'silent' | null;
  visitorSpoke: boolean;
  /** One for each answer that was measured. */
  answersMs: readonly number[];
}

/** Why somebody should look at the call; undefined where nobody needs to. */
export function reasonToFollowUp(call: EndedCall): FollowUpReason | undefined {
  if (call.failure === 'error') return 'failed';
  if (call.endReason === 'client_lost') return 'lost';
  if (call.visitorSpoke && call.answersMs.length === 0) return 'unanswered';
  return undefined;
}
