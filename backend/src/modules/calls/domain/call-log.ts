import type { CallChannel, CallEndReason, SpeakerRole, TimelineEvent } from '@orbisvoice/contracts';

export interface NewCall {
  agentId: string;
  /** The version that speaks; null for the draft. */
  agentVersion?: number | null;
  channel: CallChannel;
  /** The page's origin; null where no page is involved. */
  origin: string | null;
  /** The caller as the embedding site names them. Personal: erased with the call. */
  userId: string | null;
  /** The key that it was asked for with, whose calls are counted. */
  apiKeyId?: string | null;
}

/** What the first resumption of a call needs: the hash of the visitor's secret, and what a gateway leaves to the next. */
export interface ResumptionKit {
  secretHash: Buffer;
  sealed: Buffer;
}

/** How a call is taken. */
export interface ClaimTerms {
  /** The caller as the page names them; what the site's own server said before stands. */
  userId?: string | null;
  /** Calls at once of the key that the call was asked for with, where it has a number of its own. */
  keyLimit?: number | null;
  /** For a call that was not made before; it is made only where there is a place for it. */
  made?: NewCall;
  /** Without it the call cannot be resumed. */
  resumption?: ResumptionKit;
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

/** See the voice protocol's `latency` message; turns of an earlier version have no parts. */
export interface TurnLatency {
  voiceToVoiceMs: number;
  gatewayMs: number;
  uplinkMs?: number;
  modelMs?: number;
  downlinkMs?: number;
}

/** One fact of the timeline. `seq` counts the call's events from 1; the same `seq` is written at most once. */
export interface CallEvent {
  seq: number;
  at: Date;
  kind: string;
  turn: number | null;
  data: TimelineEvent['data'];
}

/** A call of one owner, with the number under which it is theirs. */
export interface HeldCall {
  callId: string;
  epoch: number;
}

/** What a running call writes at a time. */
export interface CallLines {
  turns?: readonly FinishedTurn[];
  events?: readonly CallEvent[];
}

/** A visitor's answer to the consent text of a version. */
export interface ConsentAnswer {
  accepted: boolean;
  version: string;
  at: Date;
}

export interface CallEnding {
  reason: CallEndReason;
  endedAt: Date;
  /** The `traceparent` of the call's span, for what follows from its end. */
  trace?: string | undefined;
}

/** What is told of a call when it is over. Times are ISO 8601. */
export interface EndedCall {
  agentId: string;
  channel: CallChannel;
  endReason: CallEndReason;
  startedAt: string;
  endedAt: string;
  durationMs: number;
}

/**
 * `stale`: the call is no longer the writer's (a newer owner took it, it has ended, or it does not exist), and nothing
 * was written. The writer must stop; trying again cannot help.
 */
export type WriteOutcome = 'written' | 'stale';

/** `already_ended`: somebody else (an earlier try, the orphan sweep) was first; the call is over either way. */
export type FinaliseOutcome = 'finalised' | 'already_ended' | 'stale';
