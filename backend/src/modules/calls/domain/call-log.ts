import type { CallChannel, CallEndReason, SpeakerRole, TimelineEvent } from '@orbisvoice/contracts';

export interface NewCall {
  agentId: string;
  channel: CallChannel;
  /** The page's origin; null where no page is involved. */
  origin: string | null;
  /** The caller as the embedding site names them. Personal: erased with the call. */
  userId: string | null;
}

/** A finished turn of one speaker. `seq` counts the call's turns from 1; the same `seq` is written at most once. */
export interface FinishedTurn {
  seq: number;
  turn: number;
  role: SpeakerRole;
  text: string;
  interrupted: boolean;
  startedAt: Date;
  endedAt: Date;
  /** Only for agent turns that answered speech. */
  latency?: TurnLatency;
}

export interface TurnLatency {
  voiceToVoiceMs: number;
  gatewayMs: number;
}

/** One fact of the timeline. `seq` counts the call's events from 1; the same `seq` is written at most once. */
export interface CallEvent {
  seq: number;
  at: Date;
  kind: string;
  turn: number | null;
  data: TimelineEvent['data'];
}

export interface CallEnding {
  reason: CallEndReason;
  endedAt: Date;
}

/**
 * `stale`: the call is no longer the writer's (a newer owner took it, it has ended, or it does not exist), and nothing
 * was written. The writer must stop; trying again cannot help.
 */
export type WriteOutcome = 'written' | 'stale';

/** `already_ended`: somebody else (an earlier try, the orphan sweep) was first; the call is over either way. */
export type FinaliseOutcome = 'finalised' | 'already_ended' | 'stale';
